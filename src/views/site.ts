/** What the service calls itself, at the head of every page and in every title. */
export const site = {
  product: '安薪',
  city: '儋州市',
  name: '儋州市农民工工资支付监管',
} as const;

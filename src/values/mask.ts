/** 张*; every character after the first is hidden. A public page never shows a worker's name, not even so. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 2));
};

/** 460***********0018: first three and last four of an ID number. */
export const maskId = (id: string): string => `${id.slice(0, 3)}${'*'.repeat(Math.max(id.length - 7, 0))}${id.slice(-4)}`;

/** **** 1234 of a bank card. */
export const maskCard = (last4: string): string => `**** ${last4.slice(-4)}`;

/** 138****1234. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** 张*; every character after the first is hidden. A public page never shows a worker's name, not even so. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 2));
};

/** 460***********0018: first three and last four of an ID number; of a shorter document only the last two. */
export const maskId = (id: string): string =>
  id.length >= 15 ? `${id.slice(0, 3)}${'*'.repeat(id.length - 7)}${id.slice(-4)}` : `${'*'.repeat(Math.max(id.length - 2, 2))}${id.slice(2).slice(-2)}`;

/** **** 1234 of a bank card. */
export const maskCard = (last4: string): string => `**** ${last4.slice(-4)}`;

/** 138****1234; of a number shorter than a mobile only the last two digits. */
export const maskPhone = (phone: string): string => (phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(2).slice(-2)}`);

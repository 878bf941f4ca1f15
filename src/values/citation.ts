/**
 * A provision as a paper cites it, 《保障农民工工资支付条例》第三十条第三款. Only `cite` of the law room makes one, and only of a legal source:
 * what takes a Citation can therefore not name an internal time limit or rule as its legal basis.
 */
export type Citation = string & { readonly __brand: 'Citation' };

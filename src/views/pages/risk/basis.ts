/** Citations with those of one instrument together: 《保障农民工工资支付条例》第十二条、第十四条. */
export function groupBasis(citations: readonly string[]): string[] {
  const articles = new Map<string, string[]>();
  for (const citation of citations) {
    const end = citation.lastIndexOf('》') + 1;
    const title = citation.slice(0, end);
    articles.set(title, [...(articles.get(title) ?? []), citation.slice(end)]);
  }
  return [...articles].map(([title, of]) => title + of.join('、'));
}

import type { VNode } from 'preact';
import type { Word } from '../words.js';

/** A state as a word with a colour. */
export function StatusTag({ word }: { word: Word }): VNode {
  return <span class={`tag tone-${word.tone}`}>{word.text}</span>;
}

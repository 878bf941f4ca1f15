export type { EvidenceRow, Rule, RuleSeverity } from './rule.js';
export { findRule, ruleBook, ruleCodes } from './rule-book.js';
export { addCounts, projectsToScan, rescanProject, scan, type ScanCounts, type Scanned, type ScanFailure, type ScanOptions } from './scan.js';
export type { FindingParameters } from './write-findings.js';

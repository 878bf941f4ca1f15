export { describeRules, findingsOf, findingStates, listFindings, monthsOf, parameterWords, ruleCounts, scannedOn, type FindingFilter, type FindingRow, type ProjectMonthRow, type RuleCount, type RuleDescription } from './queries.js';
export type { EvidenceRow, Rule, RuleSeverity } from './rule.js';
export { findRule, ruleBook, ruleCodes } from './rule-book.js';
export { addCounts, projectsToScan, rescanProject, scan, type ScanCounts, type Scanned, type ScanFailure, type ScanOptions } from './scan.js';
export { dueFindings, flaggedGrades, flaggedSorts, flaggedViews, riskTally, workbench, type DueFinding, type Flag, type FlaggedFilter, type FlaggedProject, type RiskTally } from './workbench.js';
export type { FindingParameters } from './write-findings.js';

/** Every address of the site, once. A function makes the address of one record; called without an id it makes the route's pattern. */
const at = (base: string, param: string) => (id = `:${param}`): string => `${base}/${id}`;
const project = at('/projects', 'projectId');
const sheet = at('/payroll', 'sheetId');
const caseFile = at('/cases', 'caseId');
const release = at('/releases', 'releaseId');
const listing = at('/listings', 'listingId');
const lead = at('/leads', 'leadId');
const worker = at('/workers', 'workerId');
const paper = at('/papers', 'paperId');
const user = at('/users', 'userId');

export const paths = {
  home: '/',
  login: '/login',
  logout: '/logout',
  password: '/password',

  workbench: '/workbench',
  jobs: '/jobs',

  projects: '/projects',
  projectsExport: '/projects/export',
  newProject: '/projects/new',
  project,
  projectMove: (id?: string, action = ':action') => `${project(id)}/move/${action}`,
  projectParties: (id?: string) => `${project(id)}/parties`,
  projectRoster: (id?: string) => `${project(id)}/roster`,
  projectRosterNew: (id?: string) => `${project(id)}/roster/new`,
  projectRosterImport: (id?: string) => `${project(id)}/roster/import`,
  projectRosterTemplate: (id?: string) => `${project(id)}/roster/template`,
  projectRosterExport: (id?: string) => `${project(id)}/roster/export`,
  engagement: (id?: string, engagementId = ':engagementId') => `${project(id)}/roster/${engagementId}`,
  engagementLeave: (id?: string, engagementId = ':engagementId') => `${project(id)}/roster/${engagementId}/leave`,
  engagementCard: (id?: string, engagementId = ':engagementId') => `${project(id)}/roster/${engagementId}/card`,
  projectAttendance: (id?: string) => `${project(id)}/attendance`,
  projectAttendanceImport: (id?: string) => `${project(id)}/attendance/import`,
  projectAttendanceTemplate: (id?: string) => `${project(id)}/attendance/template`,
  projectMoney: (id?: string) => `${project(id)}/money`,
  projectMoneyExport: (id?: string) => `${project(id)}/money/export`,
  projectLedger: (id?: string) => `${project(id)}/money/ledger`,
  wageAccount: (id?: string) => `${project(id)}/money/account`,
  wageAccountAgreement: (id?: string) => `${project(id)}/money/account/agreement`,
  wageAccountFiling: (id?: string) => `${project(id)}/money/account/filing`,
  projectCredits: (id?: string) => `${project(id)}/money/credits`,
  projectDeposit: (id?: string) => `${project(id)}/money/deposit`,
  projectDepositAssessment: (id?: string) => `${project(id)}/money/deposit/assessment`,
  projectDepositCash: (id?: string) => `${project(id)}/money/deposit/cash`,
  projectDepositGuarantee: (id?: string) => `${project(id)}/money/deposit/guarantee`,
  projectDepositExemption: (id?: string) => `${project(id)}/money/deposit/exemption`,
  projectPayroll: (id?: string) => `${project(id)}/payroll`,
  projectPayrollTemplate: (id?: string) => `${project(id)}/payroll/template`,
  projectReleases: (id?: string) => `${project(id)}/releases`,
  projectCases: (id?: string) => `${project(id)}/cases`,
  projectHistory: (id?: string) => `${project(id)}/history`,
  parties: '/parties',
  newParty: '/parties/new',
  party: at('/parties', 'partyId'),

  worker,
  workers: '/workers',
  workerFind: '/workers/find',
  workerReveal: (id?: string) => `${worker(id)}/reveal`,
  workerName: (id?: string) => `${worker(id)}/name`,
  imports: '/imports',
  importRun: at('/imports', 'importId'),
  importMistakes: (id?: string) => `${at('/imports', 'importId')(id)}/mistakes`,

  payroll: '/payroll',
  payrollExport: '/payroll/export',
  sheet,
  sheetLines: (id?: string) => `${sheet(id)}/lines`,
  sheetExport: (id?: string) => `${sheet(id)}/export`,
  sheetApprove: (id?: string) => `${sheet(id)}/approve`,
  sheetReturn: (id?: string) => `${sheet(id)}/return`,

  leads: '/leads',
  lead,
  cases: '/cases',
  caseFile,
  paper,
  paperPdf: (id?: string) => `${paper(id)}/pdf`,

  releases: '/releases',
  release,
  batch: at('/batches', 'batchId'),

  listings: '/listings',
  listing,

  users: '/users',
  user,
  organs: '/organs',
  parameters: '/parameters',
  calendar: '/calendar',
  audit: '/audit',
  rules: '/rules',

  publicHome: '/public',
  blacklist: '/blacklist',
  blacklistEntry: at('/blacklist', 'listingId'),
  complaint: '/complaint',
  paperCheck: '/check',
  paperCheckCode: at('/check', 'code'),
} as const;

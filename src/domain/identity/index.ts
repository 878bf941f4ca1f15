export { signIn, wrongCredentials } from './sign-in.js';
export { changePassword } from './change-password.js';
export { createUser, disableUser } from './manage-users.js';
export { beginFactor, codeToShow, confirmFactor, getFactor, newRecoveryCodes, proveFactor, replaceFactor, resetFactor, takeIntoUse, type FactorAtHand, type FactorView } from './second-factor.js';
export { credentials, factorBeginning, factorConfirmation, newPassword, newUser, staffRoles } from './inputs.js';
export { colleagueOf, inspectorsOf, listInspectors, type Inspector } from './inspectors.js';
export { listUsers, type UserRow } from './queries.js';

export { codeGiven, codeRequest, lineComplaint, lineReplied } from './inputs.js';
export { claimMessages, messageDone, messageFailed } from './messages.js';
export { codeMessage, codesToShow, openPage, requestCode, wrongCode, type Opened } from './open-page.js';
export { ownWages, repliesOf, type OwnLine, type OwnWages } from './queries.js';
export { complainOfLine, replyToLine } from './reply.js';

/**
 * Reports are written by the watcher; a manager closes one, with a reason and in their own name, and changes nothing
 * else in it. Nobody deletes a report.
 */
import {anyWhole, instant, object, oneOf, optional, refuse, text, tillId} from '../check.ts';
import {type Document, hasRole, type UserContext} from '../context.ts';

const types = ['difference', 'malformed', 'fork', 'gap', 'late', 'over-returned', 'flood'];
const closed = object({by: text(100), at: instant, reason: text(2000)});
const report = object({
	schema: oneOf(1),
	entry: text(100),
	till: tillId,
	number: anyWhole,
	database: text(100),
	reportedAt: instant,
	state: oneOf('open', 'closed'),
	closed: optional(closed),
});
const closing = ['state', 'closed', '_rev', '_revisions'];

export function validate(newDoc: Document, oldDoc: Document | null, userCtx: UserContext): void {
	const trusted = hasRole(userCtx, '_admin', 'replicator');
	if (!trusted && userCtx.name === null) throw {unauthorized: '_id: log in first'};
	if (!trusted && !hasRole(userCtx, 'watcher', 'manager')) refuse('_id', 'only the watcher writes reports');
	if (newDoc._deleted) {
		if (!trusted) refuse('_deleted', 'a report is closed, never deleted');
		return;
	}
	const {type} = newDoc;
	if (typeof type !== 'string' || types.indexOf(type) === -1) refuse('type', `is not known: ${JSON.stringify(type)}`);
	if (newDoc._id.indexOf(`${type}:`) !== 0) refuse('_id', `is not the id of a ${type}`);
	report(newDoc, '');
	if ((newDoc['state'] === 'closed') !== (newDoc['closed'] !== undefined))
		refuse('closed', 'does not go with the state');
	if (trusted || hasRole(userCtx, 'watcher')) return;

	if (!oldDoc || oldDoc._deleted) refuse('_id', 'only the watcher writes reports');
	if (newDoc['state'] !== 'closed') refuse('state', 'a manager only closes a report');
	if (oldDoc['state'] !== 'open') refuse('state', 'the report is closed already');
	if ((newDoc['closed'] as {by: string}).by !== userCtx.name) refuse('closed/by', `is not ${userCtx.name}`);
	for (const field of Object.keys(oldDoc).concat(Object.keys(newDoc))) {
		if (closing.indexOf(field) !== -1) continue;
		if (canonical(oldDoc[field]) !== canonical(newDoc[field])) refuse(field, 'is changed by closing');
	}
}

/** One spelling for equal values, whatever order a client wrote the keys in. */
function canonical(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(JSON.stringify(value));
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	const members = value as Readonly<Record<string, unknown>>;
	const parts = Object.keys(members).sort();
	return `{${parts.map(name => `${JSON.stringify(name)}:${canonical(members[name])}`).join(',')}}`;
}

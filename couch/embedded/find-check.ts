/** What is wrong with a Mango request, in CouchDB's words; the store's engine is asked only what it understands. */
import {badRequest, CouchError, forbidden, notImplemented} from './errors.ts';
import {isObject, type JsonObject} from './request-body.ts';

const operators: ReadonlySet<string> = new Set([
	...['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$exists', '$type', '$in', '$nin', '$size', '$mod', '$regex'],
	...['$all', '$elemMatch', '$allMatch', '$and', '$or', '$nor', '$not'],
]);
const operatorsLeftOut: ReadonlySet<string> = new Set(['$beginsWith', '$keyMapMatch', '$text']);

const nestingMax = 100;

export interface Asker {
	readonly isAdmin: boolean;
}

export function checkFind(body: JsonObject, asker: Asker): void {
	const {selector, limit, skip, fields, sort} = body;
	if (selector === undefined) {
		throw new CouchError(400, 'missing_required_key', 'Missing required key: selector');
	}
	if (!isObject(selector)) {
		const reason = `Selector must be a JSON object, not: ${JSON.stringify(selector)}`;
		throw new CouchError(400, 'invalid_selector_json', reason);
	}
	checkSelector(selector, asker);
	for (const count of [limit, skip]) {
		if (count !== undefined && !(Number.isSafeInteger(count) && Number(count) >= 0)) {
			const reason = `${JSON.stringify(count)} is not an integer greater than or equal to zero`;
			throw new CouchError(400, 'invalid_non_neg_integer', reason);
		}
	}
	if (fields !== undefined && !(Array.isArray(fields) && fields.every(field => typeof field === 'string'))) {
		const reason = `Fields must be an array of strings, not: ${JSON.stringify(fields)}`;
		throw new CouchError(400, 'invalid_fields', reason);
	}
	checkSort(sort ?? []);
}

/** A field of an index or a sort: its name, or its name with a direction. All of them go one way. */
export function checkSort(sort: unknown): void {
	if (!Array.isArray(sort)) {
		const reason = `Sort must be an array of sort specs, not: ${JSON.stringify(sort)}`;
		throw new CouchError(400, 'invalid_sort_json', reason);
	}
	const directions = new Set(sort.map(directionOf));
	if (directions.size > 1) {
		const reason = 'Sorts currently only support a single direction for all fields.';
		throw new CouchError(400, 'unsupported_mixed_sort', reason);
	}
}

function directionOf(field: unknown): unknown {
	if (typeof field === 'string') {
		return 'asc';
	}
	const directions = isObject(field) ? Object.values(field) : [];
	const [direction] = directions;
	if (directions.length !== 1 || (direction !== 'asc' && direction !== 'desc')) {
		throw new CouchError(400, 'invalid_sort_field', `Invalid sort field: ${JSON.stringify(field)}`);
	}
	return direction;
}

/** Operators stand where a condition may stand; the values of `$eq` and its like may hold anything. */
export function checkSelector(selector: JsonObject, asker: Asker, levels = nestingMax): void {
	if (levels === 0) {
		throw badRequest(`The selector is nested more than ${nestingMax} levels deep.`);
	}
	for (const [name, value] of Object.entries(selector)) {
		if (operatorsLeftOut.has(name)) {
			throw notImplemented(name);
		}
		if (name.startsWith('$') && !operators.has(name)) {
			throw new CouchError(400, 'invalid_operator', `Invalid operator: ${name}`);
		}
		if (name === '$regex' && !asker.isAdmin) {
			// An expression can take for ever to say no, and everybody else would wait.
			throw forbidden('$regex is for the admins of the database.');
		}
		if (['$and', '$or', '$nor'].includes(name)) {
			if (!Array.isArray(value)) {
				throw new CouchError(400, 'bad_arg', `Bad argument for operator ${name}: ${JSON.stringify(value)}`);
			}
			for (const each of value.filter(isObject)) {
				checkSelector(each, asker, levels - 1);
			}
		} else if (isObject(value) && (!name.startsWith('$') || ['$not', '$elemMatch', '$allMatch'].includes(name))) {
			checkSelector(value, asker, levels - 1);
		}
	}
}

/** What the engine itself refuses: it says so with a plain error, or with an object that is none. */
export function asFindError(error: unknown): unknown {
	if (Object.getPrototypeOf(error) !== Error.prototype) {
		return error;
	}
	const {message} = error as Error;
	return message.startsWith('Cannot sort on')
		? new CouchError(400, 'no_usable_index', 'No index exists for this sort, try indexing by the sort fields.')
		: badRequest(message);
}

/** The index a request names is not there, or is of no use to it. */
export function isIndexUnusable(error: unknown): boolean {
	return isObject(error) && error['error'] === 'no_usable_index';
}

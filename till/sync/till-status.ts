/**
 * `status:<till>` in `tills`: the till's own word on how it is. Written when something changed that somebody would act
 * on, at most every few seconds, and once an hour; a single receipt more in the queue is no such change.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {faultLengthMax, faultsToldMax} from '../../couch/documents/limits.ts';
import {statusId, type TillStatus, tillsSchema} from '../../couch/documents/tills.ts';
import type {SharedCode} from '../domain/code-index.ts';
import type {LinkStatus} from './link.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

interface SetAside {
	readonly id: string;
	readonly field: string;
	readonly reason: string;
}

/** What the rest of the till says of itself. */
export interface TillDescription {
	readonly version: string;
	/** Each device by name, and what state it is in. */
	readonly devices: Readonly<Record<string, string>>;
	/** Codes that several goods claim. */
	readonly sharedCodes: readonly SharedCode[];
	/** Documents of the catalogue that are not used as they are. */
	readonly setAside: readonly SetAside[];
}

export interface StatusFacts {
	readonly link: LinkStatus;
	readonly description: TillDescription;
}

/** Two statuses with the same text are not worth a second document. */
function outlineOf({link, description}: StatusFacts): string {
	const {state, waitingCount, refused, problem} = link;
	const waitingDigits = waitingCount === 0 ? 0 : String(waitingCount).length;
	const {version, devices} = description;
	const told = {version, devices, ...sharedIn(description), ...setAsideIn(description)};
	return JSON.stringify([state, waitingDigits, refused.map(({id, reason}) => [id, reason]), problem, told]);
}

const minuteMs = 60_000;
function sharedIn({sharedCodes}: TillDescription): Pick<TillStatus, 'sharedCodes' | 'sharedCodeCount'> {
	if (sharedCodes.length === 0) return {};
	const told = sharedCodes.slice(0, faultsToldMax);
	return {
		sharedCodes: told.map(({code, products}) => ({code, products: [...products]})),
		sharedCodeCount: sharedCodes.length,
	};
}

function setAsideIn({setAside}: TillDescription): Pick<TillStatus, 'setAside' | 'setAsideCount'> {
	if (setAside.length === 0) return {};
	const told = setAside
		.slice(0, faultsToldMax)
		.map(({id, field, reason}) => ({id: cut(id), field: cut(field), reason: cut(reason)}));
	return {setAside: told, setAsideCount: setAside.length};
}

/** No character is cut in two: the server takes no halves. */
function cut(text: string): string {
	return text.length <= faultLengthMax
		? text
		: Array.from(text)
				.slice(0, faultLengthMax / 2)
				.join('');
}

export class StatusWriter {
	readonly #server: Server;
	readonly #till: string;
	readonly #path: string;
	#revision: string | undefined;
	/** The outline of what the server was last told. */
	#told = '';

	constructor({server, till}: {readonly server: Server; readonly till: string}) {
		this.#server = server;
		this.#till = till;
		this.#path = `${server.database(tillsDatabase)}/${encodeURIComponent(statusId(till))}`;
	}

	/** Whether these facts are worth another document. */
	isNews(facts: StatusFacts): boolean {
		return outlineOf(facts) !== this.#told;
	}

	async write(facts: StatusFacts, at: string): Promise<ServerFault | undefined> {
		const fault = await this.#putOver(facts, at);
		if (fault === undefined) this.#told = outlineOf(facts);
		return fault;
	}

	async #putOver(facts: StatusFacts, at: string): Promise<ServerFault | undefined> {
		const fault = await this.#put(facts, at);
		if (fault?.code !== 'http' || fault.status !== 409) return fault;
		// Another copy is there: from before a restart, or from a server that was restored.
		const current = await this.#server.ask(this.#path);
		if (!current.ok && !(current.fault.code === 'http' && current.fault.status === 404)) return current.fault;
		const revision = current.ok && isRecord(current.value) ? current.value['_rev'] : undefined;
		this.#revision = typeof revision === 'string' ? revision : undefined;
		return this.#put(facts, at);
	}

	async #put({link, description}: StatusFacts, at: string): Promise<ServerFault | undefined> {
		const {catalogueAsOf, waitingCount, refused, clockAheadMs, problem} = link;
		const status: TillStatus = {
			_id: statusId(this.#till),
			type: 'status',
			schema: tillsSchema,
			till: this.#till,
			at,
			version: description.version,
			waitingCount,
			refusedCount: refused.length,
			...(catalogueAsOf !== undefined && {catalogueAsOf}),
			devices: {...description.devices},
			...sharedIn(description),
			...setAsideIn(description),
			...(clockAheadMs !== undefined && {clockAheadMinutes: clockAheadMs / minuteMs}),
			...(problem !== undefined && {problem}),
		};
		const body = this.#revision === undefined ? status : {...status, _rev: this.#revision};
		const answer = await this.#server.ask(this.#path, {method: 'PUT', body});
		if (!answer.ok) return answer.fault;
		const revision = isRecord(answer.value) ? answer.value['rev'] : undefined;
		this.#revision = typeof revision === 'string' ? revision : undefined;
		return undefined;
	}
}

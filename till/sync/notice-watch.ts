/**
 * What has the server to say about this till?
 *
 * `notice:<till>` follows from the reports that are open about it. It is remembered as it was last read; one that cannot
 * be read leaves what was known and is told as a problem, because it says something all the same. What is remembered is
 * asked for by its revision, so that an unchanged notice costs no more than the question.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {noticeId, readTillsDocument} from '../../couch/documents/tills.ts';
import type {NoticeMemory} from '../replica/replica.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export interface NoticeWatchParts {
	readonly server: Server;
	readonly memory: NoticeMemory;
	readonly till: string;
}

export class NoticeWatch {
	readonly #parts: NoticeWatchParts;

	constructor(parts: NoticeWatchParts) {
		this.#parts = parts;
	}

	/** The fault, or a sentence about a notice that cannot be read. */
	async read(): Promise<ServerFault | string | undefined> {
		const {server, memory, till} = this.#parts;
		const id = noticeId(till);
		const held = memory.held();
		const path = `${server.database(tillsDatabase)}/${encodeURIComponent(id)}`;
		const answer = await server.ask(path, held && {unlessRevision: held.revision});
		if (!answer.ok) {
			const {fault} = answer;
			const status = fault.code === 'http' ? fault.status : undefined;
			if (status === 304 && held !== undefined) return undefined;
			if (status !== 404) return fault;
			memory.keep(undefined);
			return undefined;
		}
		const document = isRecord(answer.value) ? answer.value : {};
		const read = readTillsDocument(document);
		if (!read.ok) return `${id} cannot be read: ${read.fault.field} ${read.fault.reason}`;
		if (read.value.type !== 'notice') return `${id} cannot be read: type is ${JSON.stringify(read.value.type)}`;
		const {at, messages} = read.value;
		memory.keep({at, messages, revision: String(document['_rev'])});
		return undefined;
	}
}

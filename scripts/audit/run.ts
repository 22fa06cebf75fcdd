/**
 * The audit tool: lists reports, or closes one in the name of the user in the address.
 *
 * The answer is the exit code: 0 when it did what it was asked and could read every report, 1 when not.
 */
import {closeReport, findReports, type ReportQuery, type Reports} from '../../couch/audit-desk.ts';
import {auditDatabase} from '../../couch/documents/databases.ts';
import {type Couch, CouchError, connectCouch} from '../../couch/server.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import type {Output} from '../import/progress.ts';
import {isWebAddress} from '../import/table-file.ts';
import {words as importWords, type Language} from '../import/words.ts';
import {tableOf} from './table.ts';
import {words} from './words.ts';

interface Asked {
	readonly url?: string;
	readonly prefix?: string;
	readonly language: Language;
	readonly output: Output;
}

export interface ListRequest extends Asked, ReportQuery {
	readonly json: boolean;
}

export interface CloseRequest extends Asked {
	readonly id: string;
	readonly reason: string;
	readonly now: Date;
}

export function runList(request: ListRequest): Promise<0 | 1> {
	return withServer(request, async couch => {
		const found = await findReports(couch.database(auditDatabase), request);
		const {json, output} = request;
		output.write(`${json ? JSON.stringify({ok: found.unread.length === 0, ...found}) : pageOf(found, request)}\n`);
		return found.unread.length === 0 ? 0 : 1;
	});
}

function pageOf({reports, unread}: Reports, {language}: ListRequest): string {
	const say = words[language];
	const lines = reports.length === 0 ? [say.nothing] : [...tableOf(reports, say), '', say.summary(reports.length)];
	const hasOpen = reports.some(({state}) => state === 'open');
	return [...lines, ...unread.map(({id, reason}) => say.unread(id, reason)), ...(hasOpen ? [say.howToClose] : [])].join(
		'\n',
	);
}

export function runClose(request: CloseRequest): Promise<0 | 1> {
	const {id, now, output, language} = request;
	const say = words[language];
	const reason = request.reason.trim();
	return withServer(request, async couch => {
		const give = (line: string, code: 0 | 1) => {
			output.write(`${line}\n`);
			return code;
		};
		if (reason === '') return give(say.noReason, 1);
		const by = await userName(couch);
		if (by === undefined) return give(say.noName, 1);
		const at = isoWithOffset(now.getTime());
		const closed = await closeReport(couch.database(auditDatabase), {id, by, at, reason});
		return closed.ok ? give(say.closed(closed.value._id), 0) : give(say.closingFault(closed.fault, id), 1);
	});
}

async function withServer(
	{url, prefix = '', language, output}: Asked,
	act: (couch: Couch) => Promise<0 | 1>,
): Promise<0 | 1> {
	const say = words[language];
	const refuse = (line: string): 1 => {
		output.write(`${line}\n`);
		return 1;
	};
	if (url === undefined) return refuse(say.noUrl);
	if (!isWebAddress(url)) return refuse(importWords[language].badUrl);
	try {
		return await act(connectCouch({url, prefix}));
	} catch (error) {
		if (error instanceof CouchError) return refuse(say.refused(error.reason));
		throw error;
	}
}

/** As the server knows the user of the address; undefined for one that did not log in. */
async function userName(couch: Couch): Promise<string | undefined> {
	const {userCtx} = (await couch.request({path: '_session'})) as {readonly userCtx?: {readonly name?: string | null}};
	return userCtx?.name ?? undefined;
}

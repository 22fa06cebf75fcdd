/**
 * Reconciles a business day: what the till says of it, from a till that runs or from its files, beside what the server
 * holds and what the printers counted. It reads, and changes nothing.
 *
 * The answer is the exit code: 0 when the three are equal, 1 when something differs or is not known, 2 when what was
 * asked makes no sense.
 */
import {type DayAccountAnswer, dayAccountPath} from '../../till/api/tools.ts';
import {dayAccountOf} from '../../till/app/day-account.ts';
import type {DayAccount} from '../../till/domain/day-account.ts';
import {type PeriodFault, readPeriod} from '../../till/domain/period.ts';
import {type Reconciliation, reconcile, type ServerWitness} from '../../till/domain/reconciliation.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import {sha256} from '../../till/replica/sha256.ts';
import type {TillAddress} from '../../till/server/address-file.ts';
import type {TillConfig} from '../../till/till-config.ts';
import type {Output} from '../import/progress.ts';
import {isWebAddress} from '../import/table-file.ts';
import type {Language} from '../import/words.ts';
import {askTill} from '../reach-till/ask-till.ts';
import {type ReachFault, reachTill, type TillToReach, type Way} from '../reach-till/reach-till.ts';
import {askServer} from './ask-server.ts';
import {plainOf} from './plain.ts';
import {tableOf} from './table.ts';
import {words} from './words.ts';

export type ReconcileFault = ReachFault | PeriodFault | {readonly code: 'bad-url'};

export interface ReconcileRequest extends TillToReach {
	/** `YYYY-MM-DD`. */
	readonly day: string;
	/** Of the server, with the user and the password in it; absent, it is not asked. */
	readonly url?: string;
	readonly prefix?: string;
	readonly json: boolean;
	readonly language: Language;
	readonly output: Output;
}

export interface Reconciled {
	readonly way: Way;
	readonly reconciliation: Reconciliation;
}

export async function runReconcile(request: ReconcileRequest): Promise<0 | 1 | 2> {
	const {json, language, output} = request;
	const say = words[language];
	const outcome = await reconciled(request);
	if (!outcome.ok) {
		const {fault} = outcome;
		output.write(json ? `${JSON.stringify({ok: false, ...fault})}\n` : `${say.fault(fault)}\n`);
		// A till that does not answer is not the fault of whoever asked.
		return fault.code === 'silent-till' ? 1 : 2;
	}
	const {way, reconciliation} = outcome.value;
	const text = json ? JSON.stringify(plainOf(outcome.value)) : tableOf(reconciliation, way, say).join('\n');
	output.write(`${text}\n`);
	return reconciliation.verdict === 'equal' ? 0 : 1;
}

async function reconciled(request: ReconcileRequest): Promise<Result<Reconciled, ReconcileFault>> {
	const {day, url, prefix = '', language, ...till} = request;
	const period = readPeriod({from: day, to: day});
	if (!period.ok) return period;
	if (url !== undefined && !isWebAddress(url)) return fail({code: 'bad-url'});
	const reached = await reachTill<DayAccount, never>(till, {
		open: config => readHere(till.dataDir, config, day),
		ask: address => askThere(address, day),
	});
	if (!reached.ok) return reached;
	const {way, value: account} = reached.value;
	const noServer: ServerWitness = {state: 'not-asked', reason: words[language].noUrl};
	const witness = url === undefined ? noServer : await askServer({url, prefix}, account);
	return ok({way, reconciliation: reconcile(account, witness)});
}

async function readHere(dataDir: string, {id: till}: TillConfig, day: string): Promise<Result<DayAccount, never>> {
	const replica = await openReplica({dataDir, till, tell: sentence => console.error(sentence)});
	try {
		const {book, journal, day: memory} = replica;
		return ok(await dayAccountOf(day, {till, book, journal, memory, sha256}));
	} finally {
		await replica.close();
	}
}

/** Reading twice is harmless, so a till that cannot tell is waited for like one that is silent. */
async function askThere(address: TillAddress, day: string): Promise<Result<DayAccount, ReachFault>> {
	const word = await askTill(address, {path: dayAccountPath, body: {day}, isAnswer: isAccount});
	if (word.kind === 'no-answer') return fail({code: 'silent-till', reason: word.reason});
	const {answer} = word;
	return answer.ok ? ok(answer.account) : fail({code: 'silent-till', reason: answer.reason});
}

type Told = Extract<DayAccountAnswer, {ok: true}>;

function isAccount(answer: Readonly<Record<string, unknown>>): answer is Told & Record<string, unknown> {
	return answer['ok'] === true && 'account' in answer;
}

/**
 * Sends a period again: a till that runs does it itself, and for one that does not it is done from its files. Either
 * way may be begun twice, because sending twice is harmless.
 *
 * The answer is the exit code: 0 when the server has everything the till wrote in the period, 1 when it has not, or when
 * the till no longer has all of the period to tell by.
 */
import {type ResendAnswer, resendPath} from '../../till/api/tools.ts';
import type {ResendReport} from '../../till/domain/link.ts';
import {type Period, type PeriodFault, readPeriod} from '../../till/domain/period.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import type {TillAddress} from '../../till/server/address-file.ts';
import type {TillConfig} from '../../till/till-config.ts';
import {askTill} from '../reach-till/ask-till.ts';
import {type ReachFault, reachTill, type TillToReach, type Way} from '../reach-till/reach-till.ts';
import {openTillFolder} from './open-till-folder.ts';
import {sentenceOf, tableOf} from './words.ts';

type NotSent = {readonly code: 'not-sent'; readonly reason: string};

export type ResendFault = ReachFault | PeriodFault | NotSent;

export interface ResendOutcome {
	readonly way: Way;
	readonly till: string;
	readonly report: ResendReport;
}

export interface ResendRequest extends TillToReach {
	readonly from: string;
	readonly to: string;
	readonly json: boolean;
	readonly output: {write(text: string): unknown};
}

export async function runResend(request: ResendRequest): Promise<0 | 1> {
	const {from, to, json, output} = request;
	const outcome = await resend(request);
	if (!outcome.ok) {
		const {fault} = outcome;
		const [polish, english] = sentenceOf(fault);
		output.write(json ? `${JSON.stringify({ok: false, ...fault})}\n` : `${polish}\n${english}\n`);
		return 1;
	}
	const {report} = outcome.value;
	output.write(
		json
			? `${JSON.stringify({ok: true, from, to, ...outcome.value, ...report, report: undefined})}\n`
			: tableOf({...outcome.value, from, to}),
	);
	return report.refusedCount === 0 && report.heldFrom === undefined ? 0 : 1;
}

async function resend({from, to, ...till}: ResendRequest): Promise<Result<ResendOutcome, ResendFault>> {
	const period = readPeriod({from, to});
	if (!period.ok) return period;
	const reached = await reachTill<Omit<ResendOutcome, 'way'>, NotSent>(till, {
		open: config => sentFromHere(till.dataDir, config, period.value),
		ask: address => sentFromThere(address, period.value),
	});
	return reached.ok ? ok({way: reached.value.way, ...reached.value.value}) : reached;
}

async function sentFromHere(
	dataDir: string,
	{id: till, server}: TillConfig,
	period: Period,
): Promise<Result<Omit<ResendOutcome, 'way'>, NotSent>> {
	const folder = await openTillFolder(dataDir, till);
	try {
		const report = await folder.resend(server, period);
		return report.ok ? ok({till, report: report.value}) : fail({code: 'not-sent', reason: report.fault});
	} finally {
		await folder.close();
	}
}

async function sentFromThere(
	address: TillAddress,
	{from, to}: Period,
): Promise<Result<Omit<ResendOutcome, 'way'>, NotSent | ReachFault>> {
	const word = await askTill(address, {path: resendPath, body: {from, to}, isAnswer: isResent});
	if (word.kind === 'no-answer') return fail({code: 'silent-till', reason: word.reason});
	const {answer} = word;
	return answer.ok ? ok({till: answer.till, report: answer.report}) : fail({code: 'not-sent', reason: answer.reason});
}

type Resent = Extract<ResendAnswer, {ok: true}>;

function isResent(answer: Readonly<Record<string, unknown>>): answer is Resent & Record<string, unknown> {
	return answer['ok'] === true && 'report' in answer && 'till' in answer;
}

/**
 * Sends a period again, in the one of two ways that is open at the moment:
 *
 *   the till runs ────► it is asked over HTTP (its files are its own)
 *   it does not ──────► its folder is locked, its files are opened, and the server is asked from here
 *
 * Between the two, a till that is starting has locked its folder and not yet said where it is, and one that is ending
 * hangs up: then both ways are tried again until one of them is open. That is safe because sending twice is.
 *
 * The answer is the exit code: 0 when the server has everything the till wrote in the period, 1 when it has not, or when
 * the till no longer has all of the period to tell by.
 */
import {existsSync, readFileSync, realpathSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {ResendReport} from '../../till/domain/link.ts';
import {type Period, readPeriod} from '../../till/domain/period.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {FolderInUse, lockFolder} from '../../till/replica/folder-lock.ts';
import {readAddress} from '../../till/server/address-file.ts';
import {readTillConfig, type TillConfig} from '../../till/till-config.ts';
import {askTill} from './ask-till.ts';
import {openTillFolder} from './open-till-folder.ts';
import {sentenceOf, tableOf} from './words.ts';

export type Way = 'asked' | 'opened';

export type ResendFault =
	| {readonly code: 'no-such-day'; readonly end: 'from' | 'to'}
	| {readonly code: 'backwards'}
	| {readonly code: 'no-such-folder'; readonly folder: string}
	| {readonly code: 'no-till-in-folder'; readonly folder: string}
	| {readonly code: 'no-settings'; readonly file: string; readonly reason: string}
	/** The folder is locked and nobody answers. */
	| {readonly code: 'silent-till'; readonly reason: string}
	| {readonly code: 'not-sent'; readonly reason: string};

export interface ResendOutcome {
	readonly way: Way;
	readonly till: string;
	readonly report: ResendReport;
}

export interface ResendRequest {
	readonly dataDir: string;
	readonly from: string;
	readonly to: string;
	/** Where the till's settings are; absent, `till.json` of its folder. */
	readonly configFile?: string;
	readonly json: boolean;
	readonly output: {write(text: string): unknown};
	/** How long a till may take to start or to end. */
	readonly patienceMs?: number;
}

const patienceMsUsual = 30_000;
const pauseMs = 100;

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

async function resend(request: ResendRequest): Promise<Result<ResendOutcome, ResendFault>> {
	const {dataDir, from, to, configFile, patienceMs = patienceMsUsual} = request;
	const period = readPeriod({from, to});
	if (!period.ok) return period;
	if (!existsSync(dataDir)) return fail({code: 'no-such-folder', folder: dataDir});
	// A tool that makes the files it does not find would leave a second, empty till behind.
	if (!existsSync(join(dataDir, 'state.sqlite'))) return fail({code: 'no-till-in-folder', folder: dataDir});
	const config = readConfig(configFile ?? join(dataDir, 'till.json'), dataDir);
	const deadlineMs = performance.now() + patienceMs;
	for (;;) {
		const opened = await openedHere(dataDir, config, period.value);
		if (opened.ok || opened.fault.code !== 'silent-till') return opened;
		const asked = await askedThere(dataDir, period.value);
		if (asked.ok || asked.fault.code !== 'silent-till') return asked;
		if (performance.now() > deadlineMs) return asked;
		await pause(pauseMs);
	}
}

/** `silent-till`: somebody else has the folder. */
async function openedHere(
	dataDir: string,
	config: Result<TillConfig, ResendFault>,
	period: Period,
): Promise<Result<ResendOutcome, ResendFault>> {
	try {
		if (!config.ok) {
			// Nothing is opened without knowing whose it is; but a till that runs needs no settings of ours.
			await (await lockFolder(dataDir)).release();
			return config;
		}
		const {id: till, server} = config.value;
		const folder = await openTillFolder(dataDir, till);
		try {
			const report = await folder.resend(server, period);
			return report.ok
				? ok({way: 'opened', till, report: report.value})
				: fail({code: 'not-sent', reason: report.fault});
		} finally {
			await folder.close();
		}
	} catch (error) {
		if (error instanceof FolderInUse) return fail({code: 'silent-till', reason: error.message});
		throw error;
	}
}

/** `silent-till`: it has not said where it is, or is not there any more. */
async function askedThere(dataDir: string, period: Period): Promise<Result<ResendOutcome, ResendFault>> {
	const address = readAddress(dataDir);
	if (address === undefined) return fail({code: 'silent-till', reason: 'no till-address.json'});
	const answer = await askTill(address, period);
	switch (answer.kind) {
		case 'answered':
			return answer.answer.ok
				? ok({way: 'asked', till: answer.answer.till, report: answer.answer.report})
				: fail({code: 'not-sent', reason: answer.answer.reason});
		case 'no-answer':
			return fail({code: 'silent-till', reason: answer.reason});
	}
}

function readConfig(file: string, dataDir: string): Result<TillConfig, ResendFault> {
	const fault = (reason: string) => fail<ResendFault>({code: 'no-settings', file, reason});
	try {
		const config = readTillConfig(JSON.parse(readFileSync(file, 'utf8')));
		// Opened as another till's, the book would forget what it has sent.
		const isOfFolder = existsSync(config.dataDir) && realpathSync(config.dataDir) === realpathSync(dataDir);
		return isOfFolder ? ok(config) : fault(`they are of another folder, ${config.dataDir}`);
	} catch (error) {
		return fault(error instanceof Error ? error.message : String(error));
	}
}

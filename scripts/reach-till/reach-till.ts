/**
 * Reaches a till by its data folder, in the one of two ways that is open at the moment:
 *
 *   the till runs ────► it is asked over HTTP (its files are its own)
 *   it does not ──────► its folder is locked and its files are opened
 *
 * Between the two, a till that is starting has locked its folder and not yet said where it is, and one that is ending
 * hangs up: then both ways are tried again until one of them is open. So whatever is asked may be asked twice.
 */
import {existsSync, readFileSync, realpathSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {FolderInUse, lockFolder} from '../../till/replica/folder-lock.ts';
import {readAddress, type TillAddress} from '../../till/server/address-file.ts';
import {readTillConfig, type TillConfig} from '../../till/till-config.ts';

export type Way = 'asked' | 'opened';

export type ReachFault =
	| {readonly code: 'no-such-folder'; readonly folder: string}
	| {readonly code: 'no-till-in-folder'; readonly folder: string}
	| {readonly code: 'no-settings'; readonly file: string; readonly reason: string}
	/** The folder is locked and nobody answers. */
	| {readonly code: 'silent-till'; readonly reason: string};

export interface TillToReach {
	readonly dataDir: string;
	/** Where the till's settings are; absent, `till.json` of its folder. */
	readonly configFile?: string;
	/** How long a till may take to start or to end. */
	readonly patienceMs?: number;
}

/** What is done of a till, each way. */
export interface Ways<Value, Fault> {
	/** Rejects with `FolderInUse` while the till runs. */
	open(config: TillConfig): Promise<Result<Value, Fault>>;
	/** `silent-till`: it is not there any more, or not yet. */
	ask(address: TillAddress): Promise<Result<Value, Fault | ReachFault>>;
}

const patienceMsUsual = 30_000;
const pauseMs = 100;

export async function reachTill<Value, Fault extends {readonly code: string}>(
	{dataDir, configFile, patienceMs = patienceMsUsual}: TillToReach,
	ways: Ways<Value, Fault>,
): Promise<Result<{readonly way: Way; readonly value: Value}, Fault | ReachFault>> {
	if (!existsSync(dataDir)) return fail({code: 'no-such-folder', folder: dataDir});
	// A tool that makes the files it does not find would leave a second, empty till behind.
	if (!existsSync(join(dataDir, 'state.sqlite'))) return fail({code: 'no-till-in-folder', folder: dataDir});
	const config = readConfig(configFile ?? join(dataDir, 'till.json'), dataDir);
	const deadlineMs = performance.now() + patienceMs;
	for (;;) {
		const opened = await openedHere(dataDir, config, ways);
		if (opened.ok) return ok({way: 'opened', value: opened.value});
		if (opened.fault.code !== 'silent-till') return opened;
		const asked = await askedThere(dataDir, ways);
		if (asked.ok) return ok({way: 'asked', value: asked.value});
		if (asked.fault.code !== 'silent-till' || performance.now() > deadlineMs) return asked;
		await pause(pauseMs);
	}
}

/** `silent-till`: somebody else has the folder. */
async function openedHere<Value, Fault>(
	dataDir: string,
	config: Result<TillConfig, ReachFault>,
	{open}: Ways<Value, Fault>,
): Promise<Result<Value, Fault | ReachFault>> {
	try {
		if (config.ok) return await open(config.value);
		// Nothing is opened without knowing whose it is; but a till that runs needs no settings of ours.
		await (await lockFolder(dataDir)).release();
		return config;
	} catch (error) {
		if (error instanceof FolderInUse) return fail({code: 'silent-till', reason: error.message});
		throw error;
	}
}

/** `silent-till`: it has not said where it is, or is not there any more. */
async function askedThere<Value, Fault>(
	dataDir: string,
	{ask}: Ways<Value, Fault>,
): Promise<Result<Value, Fault | ReachFault>> {
	const address = readAddress(dataDir);
	return address === undefined ? fail({code: 'silent-till', reason: 'no till-address.json'}) : ask(address);
}

function readConfig(file: string, dataDir: string): Result<TillConfig, ReachFault> {
	const fault = (reason: string) => fail<ReachFault>({code: 'no-settings', file, reason});
	try {
		const config = readTillConfig(JSON.parse(readFileSync(file, 'utf8')));
		// Opened as another till's, the book would forget what it has sent.
		const isOfFolder = existsSync(config.dataDir) && realpathSync(config.dataDir) === realpathSync(dataDir);
		return isOfFolder ? ok(config) : fault(`they are of another folder, ${config.dataDir}`);
	} catch (error) {
		return fault(error instanceof Error ? error.message : String(error));
	}
}

/**
 * The till's settings while it works: what is changed in their file takes effect without a restart.
 *
 * The file is read every other second instead of being subscribed to: editors put another file in its place, and a
 * folder of a container tells nobody of it. A file that cannot be read as settings is half written, or wrong; that is
 * told once, and the till goes on with those it has.
 */
import {readFile} from 'node:fs/promises';
import {isDeepStrictEqual} from 'node:util';
import {readTillConfig, type TillConfig} from './till-config.ts';

const lookAgainMs = 2000;

export interface ConfigWatchParts {
	readonly file: string;
	/** The settings the till has. */
	readonly current: TillConfig;
	readonly onChange: (config: TillConfig) => void;
	readonly log: (sentence: string) => void;
	readonly intervalMs?: number;
}

/** Returns the way to stop. */
export function watchConfig({file, current, onChange, log, intervalMs = lookAgainMs}: ConfigWatchParts): () => void {
	let known = current;
	let complaint: string | undefined;
	let isStopped = false;
	const look = async () => {
		try {
			const config = await readConfig(file);
			complaint = undefined;
			if (isStopped || isDeepStrictEqual(config, known)) return;
			known = config;
			onChange(config);
		} catch (error) {
			const sentence = `The settings in ${file} were changed and cannot be used: ${String(error)}`;
			if (sentence !== complaint) log(sentence);
			complaint = sentence;
		}
	};
	const lookAgain = () => {
		if (!isStopped) setTimeout(() => look().finally(lookAgain), intervalMs).unref();
	};
	lookAgain();
	return () => {
		isStopped = true;
	};
}

export async function readConfig(file: string): Promise<TillConfig> {
	return readTillConfig(JSON.parse(await readFile(file, 'utf8')));
}

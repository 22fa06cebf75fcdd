/**
 * Closed files, until the driver has really let go of them.
 *
 * It has no finalize: a file stays open until its prepared statements have been garbage-collected. A collection of all
 * there is takes 50 ms, and many times as long in a till with a large catalogue; so there is one for all files that are
 * closed at about the same time, and none where a collection of what is young was enough, which takes a millisecond.
 * Which of them are still open is seen in `/proc`; where there is none, they are taken to be.
 */
import {existsSync, readdirSync, readlinkSync} from 'node:fs';
import {setImmediate as turn, setTimeout as wait} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

const togetherMs = 5;
const descriptors = '/proc/self/fd';

type Collect = (options?: {readonly type: 'minor' | 'major'}) => void;

const closed = new Set<string>();
let collecting: Promise<void> | undefined;

/** Resolves when the descriptors of a file, whose connection is closed, are gone. */
export function givenBack(file: string): Promise<void> {
	closed.add(file);
	collecting ??= collect();
	return collecting;
}

async function collect(): Promise<void> {
	await wait(togetherMs);
	const files = [...closed];
	closed.clear();
	collecting = undefined;
	garbage({type: 'minor'});
	// What was collected is let go of in the next turn.
	await turn();
	if (!areOpen(files)) return;
	garbage();
	await turn();
}

function areOpen(files: readonly string[]): boolean {
	if (!existsSync(descriptors)) return true;
	const open = readdirSync(descriptors).flatMap(targetOf);
	// The log and its index stand beside it.
	return files.some(file => open.some(target => target.startsWith(file)));
}

/** None for one that was closed meanwhile: the listing's own is in it. */
function targetOf(descriptor: string): readonly string[] {
	try {
		return [readlinkSync(`${descriptors}/${descriptor}`)];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

let collectGarbage: Collect | undefined;

const garbage: Collect = options => {
	if (collectGarbage === undefined) {
		setFlagsFromString('--expose-gc');
		collectGarbage = runInNewContext('gc') as Collect;
	}
	collectGarbage(options);
};

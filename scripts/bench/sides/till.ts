/** Our side: a till's replica and its link, as `till/main.ts` puts them together, without screen and devices. */
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {createLink} from '../../../till/sync/couch-link.ts';
import type {Link} from '../../../till/sync/link.ts';
import type {ServerAddress} from '../../../till/sync/server.ts';
import {serveSide} from '../side.ts';
import {watchMemory} from './memory.ts';

export interface TillInput {
	readonly dataDir: string;
	readonly server: ServerAddress;
}

const till = 'bench';
const clock = {
	now: () => Date.now(),
	after(delayMs: number, task: () => void) {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};

let opened: {readonly replica: Replica; readonly link: Link} | undefined;

const calls = {
	/** Opens the folder and follows the server until the till is live. */
	async open({dataDir, server}: TillInput) {
		const memory = watchMemory();
		const beganMs = performance.now();
		const replica = await openReplica({dataDir, till});
		const link = createLink({
			replica,
			server,
			till,
			clock,
			random: Math.random,
			pushSeconds: 0,
			log: sentence => process.stderr.write(`  till: ${sentence}\n`),
		});
		opened = {replica, link};
		await live(link);
		const tookMs = performance.now() - beganMs;
		return {tookMs, memoryMb: memory.peakMb(), documentCount: (await replica.catalogue.all()).length};
	},

	async close() {
		await opened?.link.stop();
		await opened?.replica.close();
		opened = undefined;
	},
};

export type TillSide = typeof calls;

function live(link: Link): Promise<void> {
	return new Promise(resolve => {
		if (link.status().state === 'live') return resolve();
		const stop = link.onStatus(({state}) => {
			if (state !== 'live') return;
			stop();
			resolve();
		});
	});
}

serveSide(calls);

/**
 * A simulated device as a serial port: socat joins a pseudo-terminal with the device's TCP port.
 *
 * A program that closes the port ends socat with it, as if the cable had been pulled; it is plugged in again at once, under
 * the same name.
 */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';

const readyTimeoutMs = 5000;
const lookMs = 20;

export interface PseudoTerminal {
	readonly path: string;
	stop(): Promise<void>;
}

/** Rejects where there is no socat, or the name cannot be made. */
export async function openPseudoTerminal(path: string, port: number): Promise<PseudoTerminal> {
	let isStopping = false;
	let failure: Error | undefined;
	let plugged = plug();

	function plug() {
		const child = spawn('socat', [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port}`], {stdio: 'ignore'});
		const ended = new Promise<void>(resolve => {
			child.once('error', error => {
				const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
				failure = isMissing ? new Error('brakuje programu socat · socat is not installed') : error;
				resolve();
			});
			child.once('exit', () => resolve());
		});
		void ended.then(() => {
			if (!isStopping && failure === undefined) plugged = plug();
		});
		return {child, ended};
	}

	const giveUpAtMs = performance.now() + readyTimeoutMs;
	while (!existsSync(path)) {
		if (failure === undefined && performance.now() < giveUpAtMs) await wait(lookMs);
		else {
			isStopping = true;
			plugged.child.kill();
			throw failure ?? new Error(`${path}: nie da się utworzyć · cannot be made`);
		}
	}
	return {
		path,
		async stop() {
			isStopping = true;
			plugged.child.kill();
			await plugged.ended;
		},
	};
}

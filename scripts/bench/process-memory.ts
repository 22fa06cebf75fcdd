/** The most memory another process has had at a time, in MB; undefined where the system does not tell. */
import {existsSync, readFileSync} from 'node:fs';

export function peakMemoryMb(pid: number): number | undefined {
	const file = `/proc/${pid}/status`;
	if (!existsSync(file)) return undefined;
	const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8')) ?? [];
	return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

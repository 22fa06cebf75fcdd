/** The folder of a till that does not run, locked for as long as it is open, so that the till cannot start meanwhile. */
import {systemClock} from '../../till/devices/clock.ts';
import type {ResendReport} from '../../till/domain/link.ts';
import type {Period} from '../../till/domain/period.ts';
import {fail, type Result} from '../../till/domain/result.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import {ReceiptsUp} from '../../till/sync/receipts-up.ts';
import {resendPeriod} from '../../till/sync/resend.ts';
import {openServer, type ServerAddress, sentenceOf} from '../../till/sync/server.ts';
import {shopTimings} from '../../till/sync/timings.ts';

export interface TillFolder {
	/** Fails with the sentence why the server could not be asked. */
	resend(address: ServerAddress, period: Period): Promise<Result<ResendReport, string>>;
	close(): Promise<void>;
}

/** Rejects with `FolderInUse` while the till runs. */
export async function openTillFolder(dataDir: string, till: string): Promise<TillFolder> {
	const {book, close} = await openReplica({dataDir, till, tell: sentence => console.error(sentence)});
	return {
		async resend(address, period) {
			const server = openServer({
				address,
				timeoutMs: shopTimings.requestTimeoutMs,
				signal: new AbortController().signal,
			});
			const receipts = new ReceiptsUp({server, book, clock: systemClock});
			const report = await resendPeriod({server, book, receipts, period});
			return report.ok ? report : fail(sentenceOf(report.fault));
		},
		close,
	};
}

/**
 * What is wrong with the link beyond the server being away, each as long as it lasts; the worst of it is what the
 * cashier is told.
 *
 *   disk-full, disk-failed   what came could not be stored        until it can be
 *   clock-wrong              the server's time is not the till's  until an answer agrees with the till's clock
 *   month-missing            entries have nowhere to go           until they are no longer refused for that
 *   catalogue-empty, -anew   what the last attempt found          until the next one ends, or is in step
 */
import type {LinkTrouble} from '../domain/link.ts';
import type {RefusedEntry} from '../replica/replica.ts';
import type {CatalogueFound} from './catalogue-down.ts';
import {noDatabase} from './send-entries.ts';

/** A server's Date is of whole seconds and an answer takes its time; what matters on a receipt are minutes. */
const clockWrongAboveMs = 120_000;
/** Less than the other, so that a clock at the border is not wrong and right by turns. */
const clockRightBelowMs = 90_000;
const minuteMs = 60_000;

export class LinkTroubles {
	readonly #notStored = new Map<string, LinkTrouble>();
	#found: CatalogueFound = 'known';
	#aheadMs = 0;

	/** The part of the link's work that could not store. */
	storingFailed(part: string, error: unknown): void {
		this.#notStored.set(part, {code: isFullDisk(error) ? 'disk-full' : 'disk-failed'});
	}

	stored(part: string): void {
		this.#notStored.delete(part);
	}

	catalogueFound(found: CatalogueFound): void {
		this.#found = found;
	}

	/** In whole minutes, so that it does not change with every answer. */
	clockCompared({tillMs, serverMs}: {readonly tillMs: number; readonly serverMs: number}): void {
		const aheadMs = tillMs - serverMs;
		const toldMs = this.#aheadMs;
		const isWrong = Math.abs(aheadMs) > (toldMs === 0 ? clockWrongAboveMs : clockRightBelowMs);
		if (!isWrong) this.#aheadMs = 0;
		else if (toldMs === 0 || Math.abs(aheadMs - toldMs) >= minuteMs) {
			this.#aheadMs = Math.round(aheadMs / minuteMs) * minuteMs;
		}
	}

	/** Also where something worse is told; undefined where the clock is right. */
	get clockAheadMs(): number | undefined {
		return this.#aheadMs === 0 ? undefined : this.#aheadMs;
	}

	/** For the service screen and the server. */
	clockSentence(): string | undefined {
		if (this.#aheadMs === 0) return undefined;
		const minutes = Math.abs(this.#aheadMs) / minuteMs;
		return `the till's clock is ${minutes} minutes ${this.#aheadMs > 0 ? 'ahead of' : 'behind'} the server's`;
	}

	worst(refused: readonly Pick<RefusedEntry, 'reason' | 'month'>[]): LinkTrouble | undefined {
		const notStored = [...this.#notStored.values()];
		const [firstNotStored] = notStored;
		if (firstNotStored !== undefined) return notStored.find(({code}) => code === 'disk-full') ?? firstNotStored;
		if (this.#aheadMs !== 0) return {code: 'clock-wrong', aheadMs: this.#aheadMs};
		const homeless = refused.find(({reason, month}) => reason === noDatabase(month));
		if (homeless !== undefined) return {code: 'month-missing', month: homeless.month};
		switch (this.#found) {
			case 'empty':
				return {code: 'catalogue-empty'};
			case 'anew':
				return {code: 'catalogue-anew'};
			case 'known':
				return undefined;
		}
	}
}

/** The words are SQLite's own and the system's; whoever passes the error on may wrap it. */
function isFullDisk(error: unknown): boolean {
	const {message, reason, code, cause} = (typeof error === 'object' && error !== null ? error : {}) as Partial<
		Record<'message' | 'reason' | 'code' | 'cause', unknown>
	>;
	const says = [message, reason, code].some(words => /database or disk is full|SQLITE_FULL|ENOSPC/.test(String(words)));
	return says || (cause !== undefined && isFullDisk(cause));
}

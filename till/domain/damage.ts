/** What happened to the till's own data, and what could be saved. */
import {type EntryRange, rangesText} from './entry-range.ts';

/**
 * `damaged`: the file cannot be trusted. `incomplete`: it can, but something that was in it is not there any more.
 * `missing`: there is no file. `behind`: the server has entries of this till that the till itself does not know of.
 * `replaced`: it is not the one that was there before.
 */
export const damageKinds = ['damaged', 'incomplete', 'missing', 'behind', 'replaced'] as const;
export type DamageKind = (typeof damageKinds)[number];

export interface Damage {
	/** For instance `receipts-2026-11.sqlite`. */
	readonly file: string;
	readonly kind: DamageKind;
	/** What was found, in technical words. */
	readonly detail: string;
	/** ISO 8601. */
	readonly foundAt: string;
	/** What the file is called now; absent where there was none. */
	readonly setAside?: string;
	/** Entries of a month, or unfinished sales of the journal, that were taken over. */
	readonly salvagedCount: number;
	/** Entries or unfinished sales that were there, or may have been, and could not be read. */
	readonly lostCount: number;
	/** How many of the lost entries the server is not known to have. */
	readonly unsentCount: number;
	/** The numbers of the lost entries. */
	readonly lost: readonly EntryRange[];
	/** Somebody who looks after the till has seen it. */
	readonly acknowledged?: {readonly at: string; readonly by: string};
}

export type DamagedPart = 'receipts' | 'catalogue' | 'state' | 'key';

export function damagedPart({file}: Pick<Damage, 'file'>): DamagedPart {
	if (file.startsWith('receipts')) return 'receipts';
	if (file.startsWith('till-key')) return 'key';
	return file.startsWith('catalogue') ? 'catalogue' : 'state';
}

/** The parts about which somebody has yet to be told. */
export function openParts(damages: readonly Damage[]): Set<DamagedPart> {
	return new Set(damages.filter(({acknowledged}) => acknowledged === undefined).map(damagedPart));
}

/** What the cashier has to be told of damages that nobody has acknowledged: the gravest thing. */
export interface DamageNotice {
	readonly part: DamagedPart;
	readonly lostCount: number;
	readonly unsentCount: number;
}

export function noticeOf(damages: readonly Damage[]): DamageNotice | undefined {
	const open = damages.filter(({acknowledged}) => acknowledged === undefined);
	const ofReceipts = open.filter(damage => damagedPart(damage) === 'receipts');
	const lostCount = ofReceipts.reduce((sum, damage) => sum + damage.lostCount, 0);
	const unsentCount = ofReceipts.reduce((sum, damage) => sum + damage.unsentCount, 0);
	const parts = open.map(damagedPart);
	const part = lostCount > 0 ? 'receipts' : byGravity.find(candidate => parts.includes(candidate));
	return part && {part, lostCount, unsentCount};
}

/**
 * Where no entry is lost: an unfinished sale may be, what another key signs the server reports, and a till without a
 * catalogue sells only once it is back.
 */
const byGravity: readonly DamagedPart[] = ['state', 'key', 'catalogue', 'receipts'];

/** For the log: what, under which name it lies now, how much was saved, which numbers are missing. */
export function damageSentence(damage: Damage): string {
	const {file, kind, detail, setAside} = damage;
	const parts = [`${file} is ${kind} (${detail})`];
	if (setAside !== undefined) parts.push(`set aside as ${setAside}`);
	return `${[...parts, ...consequences(damage)].join('; ')}.`;
}

function consequences(damage: Damage): readonly string[] {
	const {salvagedCount, lostCount, unsentCount, lost} = damage;
	switch (damagedPart(damage)) {
		case 'receipts': {
			const missing = `${lostCount} missing: ${rangesText(lost)}; ${unsentCount} of them the server is not known to have`;
			return [`${salvagedCount} entries salvaged`, lostCount === 0 ? 'none missing' : missing];
		}
		case 'catalogue':
			return ['the catalogue is pulled again'];
		case 'key':
			return ['entries are signed with the key that is there now, which the till’s profile on the server has to name'];
		case 'state':
			return [`${salvagedCount} unfinished sales taken over, ${lostCount} unreadable`, 'entries are sent again'];
	}
}

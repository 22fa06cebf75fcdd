/** What each language has to say of goods that come back. */
import type {ReturnRegister, TenderKind} from '../../domain/entry.ts';
import type {ReturnReason} from '../../domain/return-reasons.ts';
import type {NotFound} from '../../domain/returning.ts';

type OfNumber = (number: number) => string;
type OfText = (text: string) => string;

export interface ReturnWords {
	readonly title: string;
	readonly key: string;
	/** Finding the receipt. */
	readonly find: string;
	readonly findHint: string;
	readonly searching: string;
	readonly till: OfNumber;
	readonly day: string;
	readonly dayEarlier: string;
	readonly dayLater: string;
	readonly slipNumber: string;
	readonly notFound: Readonly<Record<NotFound, string>>;
	/** More than one slip has the number. */
	readonly several: string;
	readonly printed: OfText;
	readonly slips: OfText;
	/** Choosing what comes back. */
	readonly chooseHint: string;
	readonly typeHint: OfText;
	readonly left: (left: string, sold: string) => string;
	readonly allBack: string;
	readonly back: OfText;
	/** Over the reasons of each register. */
	readonly why: Readonly<Record<ReturnRegister, string>>;
	/** What is written into the book, too. */
	readonly reasons: Readonly<Record<ReturnReason, string>>;
	/** As the office calls them. */
	readonly registers: Readonly<Record<ReturnRegister, string>>;
	readonly mistakeHint: string;
	/** Of a receipt whose form of payment is wrong: the money may have come otherwise. */
	readonly paidOtherwise: string;
	readonly how: string;
	readonly kinds: Readonly<Record<TenderKind, string>>;
	/** What came by card or transfer, in cash. */
	readonly cashInstead: string;
	readonly withoutServer: string;
	readonly goods: string;
	readonly refund: string;
	readonly give: string;
	readonly needsReason: string;
	readonly needsGoods: string;
	readonly writing: string;
	/** It is in the book. */
	readonly given: Readonly<Record<ReturnRegister, string>>;
	readonly giveNow: Readonly<Record<TenderKind, string>>;
	readonly entry: OfNumber;
	readonly next: string;
}

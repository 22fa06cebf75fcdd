/** What each language has to say: the shape both dictionaries fill in. Not one word of it is optional. */

import type {MessageCode} from '../../api/messages.ts';
import type {PrinterView} from '../../api/snapshot.ts';
import type {TenderKind} from '../../domain/entry.ts';
import type {InvoiceRule} from '../../domain/nip.ts';
import type {ScaleReason} from '../../domain/scale-reason.ts';
import type {OwnCode} from '../models/notices.ts';
import type {PaymentForm, WholeForm} from '../models/payment.ts';
import type {Language} from '../models/preferences.ts';
import type {ApprovalWords} from './approval-kinds.ts';
import type {DayWords} from './day-kinds.ts';
import type {DiscountWords} from './discount-kinds.ts';
import type {LinkWords, NoticeWords} from './link-kinds.ts';
import type {ParkedWords} from './parked-kinds.ts';
import type {counting} from './plural.ts';
import type {PrintingWords} from './printing-kinds.ts';
import type {ReturnWords} from './return-kinds.ts';
import type {ServiceWords} from './service-kinds.ts';
import type {ShiftWords} from './shift-kinds.ts';

export type Counted = ReturnType<typeof counting>;
type OfNumber = (number: number) => string;
type OfText = (text: string) => string;
type Condition = PrinterView['condition'];

export type Messages = Readonly<Record<MessageCode | OwnCode, (about: string | undefined) => string>>;

export interface Words {
	readonly language: Language;
	readonly otherLanguage: string;
	readonly till: OfNumber;
	readonly closedTill: string;
	readonly back: string;
	readonly clear: string;
	readonly clearKey: string;
	readonly add: string;
	readonly earlierPage: string;
	readonly nextPage: string;
	readonly pageOf: (number: number, count: number) => string;
	readonly zloty: string;
	readonly kilogram: string;
	readonly perKilogram: string;
	readonly perPiece: string;
	readonly receipts: OfNumber;
	readonly positions: OfNumber;
	readonly connection: {
		readonly connecting: string;
		readonly lost: string;
		readonly lostCalm: string;
		readonly waiting: OfNumber;
	};
	readonly starting: {
		readonly title: string;
		readonly steps: Readonly<Record<'catalogue' | 'printers' | 'recovery', string>>;
	};
	readonly link: LinkWords;
	readonly notice: NoticeWords;
	readonly devices: {
		readonly printer: OfNumber;
		readonly paperLow: string;
		readonly scale: string;
		readonly scanner: string;
		readonly ready: string;
		readonly readyScanner: string;
		readonly notConnected: string;
		readonly condition: Readonly<Record<Condition, string>>;
	};
	readonly login: {
		readonly title: string;
		readonly logIn: string;
		readonly choose: string;
		readonly pin: OfText;
		readonly pinDigits: OfNumber;
		readonly clear: string;
		readonly manager: string;
		readonly allSent: string;
		readonly allSentMore: string;
		readonly waitMore: string;
		readonly refused: OfNumber;
		readonly refusedMore: string;
		readonly printersReady: string;
		readonly printerReady: string;
		readonly printerNotReady: OfNumber;
	};
	readonly sale: {
		readonly receipt: OfNumber;
		readonly receiptClosed: OfNumber;
		readonly earlierLines: string;
		readonly laterLines: string;
		readonly due: string;
		readonly discounts: OfText;
		readonly deposit: OfText;
		readonly slip: (number: number, alcohol: boolean) => string;
		readonly discount: (percentHundredths: number, name: string) => string;
		readonly discountByHand: string;
		/** Why a line may not be paid now; `day` as people write it. */
		readonly forbidden: {
			readonly recalled: string;
			readonly pastDate: (day: string) => string;
			readonly alcoholHours: string;
		};
		/** Where there is no room for whose discount it is. */
		readonly discountShort: OfText;
		readonly packages: OfText;
		/** Of one kind, on its line. */
		readonly packagesBack: string;
		readonly packagesTitle: string;
		readonly oneMore: OfText;
		readonly fewer: OfText;
		readonly payOut: string;
		readonly nip: OfText;
		readonly ofLine: OfNumber;
		readonly secondPrinter: string;
		readonly hint: string;
		readonly empty: string;
		readonly quickSale: string;
		readonly otherGroups: string;
		readonly groups: string;
		readonly goods: string;
		readonly search: string;
		readonly quantity: string;
		readonly plu: string;
		readonly repeat: string;
		readonly total: string;
		readonly storno: string;
		readonly price: string;
		readonly more: string;
		readonly functions: string;
		readonly card: string;
		/** The key that takes up a receipt that was put aside. */
		readonly resume: string;
		readonly resumeWhat: (count: number, dueGrosze: number) => string;
		readonly cardRemove: OfNumber;
		readonly remove: string;
		readonly removeHint: OfNumber;
		/** Keys that put a piece to the selected line and take one off it. */
		readonly onePieceMore: string;
		readonly onePieceLess: string;
		/** A code has several goods. */
		readonly chooseHint: OfText;
		readonly choose: string;
		readonly removeWholeHint: OfNumber;
		readonly removeTooMany: OfNumber;
		readonly removeWhat: (name: string, quantity: string) => string;
		readonly pieces: OfNumber;
		readonly priceHint: string;
		/** Several goods have the code that was checked. */
		readonly priceShared: OfText;
		readonly searchHint: string;
		/** What stands above the search after a code that no goods have. */
		readonly searchUnknown: OfText;
		readonly searchNothing: string;
		readonly space: string;
		readonly erase: string;
	};
	readonly more: {
		readonly title: string;
		readonly voidSale: string;
		readonly drawer: string;
		readonly service: string;
		readonly logOut: string;
		readonly dark: string;
		readonly light: string;
		readonly hotkeys: string;
		readonly hotkeysShow: string;
		readonly hotkeysHide: string;
		readonly voidQuestion: string;
		readonly voidWhat: (positionCount: number, amountGrosze: number) => string;
		readonly voidConsequence: string;
		readonly voidKey: string;
		readonly nothingToVoid: string;
	};
	readonly discount: DiscountWords;
	readonly parked: ParkedWords;
	readonly weighing: {
		readonly title: string;
		readonly stable: string;
		readonly net: string;
		readonly pricePerKilogram: string;
		readonly tare: string;
		readonly value: string;
		readonly hint: string;
		readonly byHand: string;
		readonly addWhat: (weightGrams: number, amountGrosze: number) => string;
		readonly reason: Readonly<Record<ScaleReason, string>>;
		readonly tryThis: Readonly<Record<ScaleReason, string>>;
	};
	readonly age: {
		readonly title: string;
		readonly question: string;
		readonly bornBefore: string;
		readonly bornAfter: string;
		readonly no: string;
		readonly noMeans: string;
		readonly document: string;
		readonly documentMeans: string;
		readonly yes: string;
		readonly yesMeans: string;
		readonly drunk: string;
		readonly scanner: string;
	};
	readonly payment: {
		readonly title: string;
		readonly forms: Readonly<Record<PaymentForm, string>>;
		readonly formsLabel: string;
		readonly inWords: Readonly<Record<TenderKind, string>>;
		readonly exact: string;
		/** The basket, before anything is paid. */
		readonly park: string;
		readonly nip: string;
		readonly nipHint: string;
		readonly nipSave: string;
		readonly nipRemove: string;
		/** What a receipt with a NIP is good for, by what it comes to. */
		readonly nipRule: Readonly<Record<InvoiceRule, string>>;
		readonly payOut: string;
		readonly voucherMax: OfText;
		readonly given: string;
		readonly givenKey: string;
		readonly hintCash: string;
		readonly hintMixed: string;
		readonly hintWhole: Readonly<Record<WholeForm, string>>;
		readonly wholeTitle: Readonly<Record<WholeForm, string>>;
		readonly wholeSteps: Readonly<Record<WholeForm, string>>;
		readonly mixedRest: string;
		readonly mixedTakeBack: string;
		readonly accept: string;
		readonly change: OfText;
		readonly missing: OfText;
		readonly noChange: string;
		readonly nothingGiven: string;
		readonly notes: (notes: string, typed: string) => string;
		/** Cash of another currency. */
		readonly foreignHint: OfText;
		readonly foreignNone: string;
	};
	readonly change: {
		readonly title: string;
		readonly give: string;
		readonly paid: string;
		readonly given: string;
		readonly next: string;
		readonly nextWhat: string;
		readonly hint: string;
		readonly drawer: string;
		readonly printed: OfNumber;
		readonly abandoned: OfNumber;
		readonly alcohol: string;
	};
	/** What happened to the till's own files, for the cashier. */
	readonly damage: {
		readonly title: string;
		readonly receiptsSafe: string;
		readonly receiptsOnServer: OfNumber;
		readonly receiptsLost: OfNumber;
		readonly catalogue: string;
		readonly key: string;
		readonly state: string;
	};
	/** A till that somebody practises on. */
	readonly training: {
		readonly title: string;
		readonly means: string;
		/** Beside each receipt's number. */
		readonly mark: string;
		readonly noLink: string;
		readonly noLinkMeans: string;
		/** Who has no PIN yet, and what they do. */
		readonly newcomer: string;
		readonly newcomerPin: (name: string, pin: string) => string;
	};
	readonly printing: PrintingWords;
	readonly day: DayWords;
	readonly returns: ReturnWords;
	readonly approval: ApprovalWords;
	readonly shift: ShiftWords;
	readonly service: ServiceWords;
	readonly messages: Messages;
}

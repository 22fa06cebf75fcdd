/** What the service screen says. */
import type {DamageKind} from '../../domain/damage.ts';

type OfNumber = (number: number) => string;
type OfText = (text: string) => string;

export interface ServiceWords {
	readonly title: string;
	readonly outbox: string;
	readonly oldest: OfText;
	/** The noun alone, in the form the number asks for. */
	readonly outboxUnit: OfNumber;
	readonly nothingWaits: string;
	readonly goesItself: string;
	/** What the link says went wrong last. */
	readonly obstacle: OfText;
	readonly kept: string;
	readonly lastSent: (number: number, time: string) => string;
	readonly sendNow: string;
	readonly refused: string;
	readonly waitDecision: OfNumber;
	readonly nothingRefused: string;
	readonly retry: string;
	readonly attempts: (number: number, time: string) => string;
	readonly entry: OfNumber;
	readonly setAside: string;
	readonly setAsideField: OfText;
	readonly sharedCode: string;
	/** How many codes have several goods. */
	readonly sharedCodes: OfNumber;
	readonly files: string;
	readonly damageKinds: Readonly<Record<DamageKind, string>>;
	readonly salvagedEntries: OfNumber;
	readonly noneLost: string;
	readonly lostEntries: (number: number, numbers: string) => string;
	readonly allOnServer: string;
	readonly notOnServer: OfNumber;
	readonly salvagedSales: OfNumber;
	readonly lostSale: string;
	readonly catalogueAgain: string;
	readonly keyReplaced: string;
	readonly setAsideAs: OfText;
	readonly acknowledge: string;
	readonly acknowledgedBy: (name: string, time: string) => string;
	readonly resend: string;
	readonly from: string;
	readonly to: string;
	readonly dayEarlier: string;
	readonly dayLater: string;
	readonly resendKey: string;
	readonly resendSafe: string;
	readonly resendRunning: string;
	readonly resendFailed: OfText;
	readonly resendDone: (report: {
		readonly checked: number;
		readonly identical: number;
		readonly fresh: number;
		readonly different: number;
		readonly refused: number;
	}) => string;
	/** The till has dropped what is older than this day. */
	readonly resendHeldFrom: OfText;
	readonly devices: string;
	readonly deviceNames: Readonly<Record<string, string>>;
	readonly deviceStates: Readonly<Record<string, string>>;
	readonly versions: string;
	readonly program: string;
	readonly catalogue: string;
	readonly goods: OfNumber;
	readonly tillId: string;
	readonly sale: string;
}

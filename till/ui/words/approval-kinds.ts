/** What each language has to say where somebody is asked to approve what the cashier may not do alone. */
import type {ApprovalCause, OperationName} from '../../domain/approval.ts';

type OfText = (text: string) => string;

export interface ApprovalWords {
	readonly title: string;
	readonly what: Readonly<Record<OperationName, string>>;
	readonly why: Readonly<Record<ApprovalCause, string>>;
	/** A short PIN is not enough for this. */
	readonly strongOnly: string;
	readonly choose: string;
	/** Somebody who shows a badge, because their PIN is too short for this. */
	readonly badgeOnly: string;
	readonly showBadge: OfText;
	readonly approve: string;
}

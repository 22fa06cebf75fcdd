/** What the cashier is looking at and what they were told last. The sale itself is kept at the sale desk. */
import type {Message, MessageCode} from '../api/messages.ts';
import type {ServiceScreen} from '../api/snapshot.ts';

export interface Person {
	readonly id: string;
	readonly name: string;
}

/** What stands in front: the sale is behind all of them but `till`. */
export type Front =
	| {readonly at: 'starting'; readonly step: 'catalogue' | 'printers' | 'recovery'}
	| {readonly at: 'login'}
	| {readonly at: 'till'}
	/** For who does not sell and may help: until nothing stops the day any more. */
	| {readonly at: 'day-start'}
	| {readonly at: 'shift'}
	| {readonly at: 'service'; readonly resend?: NonNullable<ServiceScreen['resend']>};

/** Tells the cashier something; replaces what was told before. */
export type Say = (code: MessageCode, tone: Message['tone'], about?: string) => void;

/**
 * Approval on the spot: what a cashier may not do alone is kept until somebody who may has said who they are, and is
 * then done as if it had been wished for at that moment.
 *
 * What is heard while somebody is asked:
 *
 *   approve, approve-badge, scan      right: the book is told, and the wish is carried out
 *                                     wrong: the book is told, and the question stays
 *   back                              the wish is dropped, the book is told that it was
 *   log-out and any other command     the wish is dropped in the same way, and the command is obeyed as always
 *   what a device or the catalogue    the question stays; who may approve is looked up anew when somebody answers
 *   says
 *   a restart                         the wish is gone, and nothing else: nothing of it was done
 *
 * What an approval is good for is one command, and for no more than was asked. A command that needs two is asked for one
 * after the other, and is done with both.
 */
import type {ApprovalScreen} from '../api/approval-view.ts';
import type {Command} from '../api/commands.ts';
import type {Approval, ApprovalRefusal, Proof} from '../domain/approval.ts';
import {badgeLengthMin, type Cashier} from '../domain/catalogue.ts';
import type {Goods} from '../domain/goods.ts';
import {grosze} from '../domain/money.ts';
import {covers, mayApprove, type Operation, type Permit, permit, pinLengthUsual, proofsOf} from '../domain/permits.ts';
import type {EventFacts, EventRecorder} from './event-recorder.ts';
import {type PinDesk, pinRefusals} from './pin.ts';
import type {Person, Say} from './state.ts';

/** What somebody would do, and what it is about. */
export interface Wish {
	/** Obeyed once it is approved. */
	readonly command: Command;
	readonly operation: Operation;
	readonly saleId?: string | undefined;
	readonly line?: number;
	readonly goods?: {readonly code: string; readonly name: string} | undefined;
}

/** Who answers for it: the cashier alone, or who approved it; undefined where somebody is asked first. */
export type Answerable = (wish: Wish, cashier: Cashier | undefined) => Person | undefined;

interface Granted {
	readonly operation: Operation;
	readonly approver: Person;
}

interface Asked extends Wish {
	readonly cashier: Cashier;
	readonly needs: Extract<Permit, {is: 'needs-approval'}>;
	/** What of the same command was approved before. */
	readonly granted: readonly Granted[];
}

export interface ApprovalDeskParts {
	readonly goods: Pick<Goods, 'cashiers' | 'cashier' | 'settings'>;
	readonly pins: PinDesk;
	readonly events: EventRecorder;
	readonly say: Say;
	readonly obey: (command: Command) => Promise<void>;
}

export class ApprovalDesk {
	readonly #parts: ApprovalDeskParts;
	#asked: Asked | undefined;
	/** Only while the command that was approved is obeyed. */
	#granted: readonly Granted[] = [];
	/** Of these, what nothing was done by yet. */
	#unused: readonly Granted[] = [];

	constructor(parts: ApprovalDeskParts) {
		this.#parts = parts;
	}

	readonly answerable: Answerable = (wish, cashier) => {
		const {say} = this.#parts;
		if (cashier === undefined) {
			say('not-now', 'warning');
			return undefined;
		}
		const needs = permit(cashier, wish.operation, this.#parts.goods.settings);
		if (needs.is === 'allowed') return cashier;
		const granted = this.#unused.find(({operation}) => covers(operation, wish.operation));
		this.#unused = this.#unused.filter(each => each !== granted);
		if (granted !== undefined) return granted.approver;
		const asked = {...wish, cashier, needs, granted: this.#granted};
		if (this.#approversOf(asked).length > 0) {
			this.#asked = asked;
			return undefined;
		}
		const somebodyMay = this.#whoMay(asked).length > 0;
		this.#refuse(asked, somebodyMay ? 'no-strong-proof' : 'no-approver');
		say(somebodyMay ? 'no-strong-proof' : 'nobody-approves', 'error');
		return undefined;
	};

	/** Undefined where the command was not about what is asked: then it is obeyed as always. */
	hear(command: Command): Promise<void> | undefined {
		const asked = this.#asked;
		if (asked === undefined) return undefined;
		switch (command.do) {
			case 'approve':
				return this.#takePin(asked, command);
			case 'approve-badge':
			case 'scan':
				return this.#takeBadge(asked, command.code);
			default:
				this.#asked = undefined;
				this.#refuse(asked, 'withdrawn');
				return command.do === 'back' ? Promise.resolve() : undefined;
		}
	}

	view(): ApprovalScreen | undefined {
		const asked = this.#asked;
		if (asked === undefined) return undefined;
		const {operation, needs, goods} = asked;
		return {
			at: 'approval',
			operation,
			cause: needs.cause,
			needsStrongProof: needs.needsStrongProof,
			...(goods && {name: goods.name}),
			approvers: this.#approversOf(asked).map(person => ({
				id: person.id,
				name: person.name,
				...proofsOf(person, needs.needsStrongProof),
			})),
		};
	}

	/** Whether or not they can show who they are. */
	#whoMay({cashier, operation}: Asked): readonly Cashier[] {
		const people = this.#parts.goods.cashiers();
		return people.filter(person => person.id !== cashier.id && mayApprove(person, operation));
	}

	#approversOf(asked: Asked): readonly Cashier[] {
		return this.#whoMay(asked).filter(person => {
			const {byPin, byBadge} = proofsOf(person, asked.needs.needsStrongProof);
			return byPin || byBadge;
		});
	}

	async #takePin(asked: Asked, {approver: id, pin}: Extract<Command, {do: 'approve'}>): Promise<void> {
		const {pins, events, say} = this.#parts;
		const {needsStrongProof} = asked.needs;
		const approver = this.#approversOf(asked).find(person => person.id === id);
		if (approver === undefined || !proofsOf(approver, needsStrongProof).byPin) return say('not-permitted', 'error');
		const {pinHash, pinLength = needsStrongProof ? pinLengthUsual : undefined} = approver;
		const answer = await pins.check({cashier: id, pin, pinHash, ...(pinLength !== undefined && {pinLength})});
		if (answer === 'right') return this.#grant(asked, approver, 'pin');
		if (answer !== 'unchecked') this.#refuse(asked, pinRefusals[answer], approver, 'pin');
		if (answer === 'locking') events.record('pin-locked', approver);
		say(pinRefusals[answer], 'error');
	}

	async #takeBadge(asked: Asked, code: string): Promise<void> {
		const {pins, events, say} = this.#parts;
		// Goods that were scanned by habit are nobody's attempt.
		if (code.length < badgeLengthMin) return say('unknown-badge', 'error');
		const holder = pins.checkBadge(code, this.#approversOf(asked));
		if (typeof holder !== 'string') return this.#grant(asked, holder, 'badge');
		const isWrong = holder === 'wrong';
		this.#refuse(asked, isWrong ? 'unknown-badge' : 'pin-locked', undefined, 'badge');
		if (holder === 'locking') events.record('badges-locked', asked.cashier);
		say(isWrong ? 'unknown-badge' : 'badge-locked', 'error');
	}

	async #grant(asked: Asked, {id, name}: Person, proof: Proof): Promise<void> {
		// Somebody touched another key while the PIN was looked at.
		if (this.#asked !== asked) return this.#parts.say('not-now', 'warning');
		this.#asked = undefined;
		const {events, obey} = this.#parts;
		const approver = {id, name};
		events.record('override', asked.cashier, factsOf(asked, {approver, proof}));
		this.#granted = [...asked.granted, {operation: asked.operation, approver}];
		this.#unused = this.#granted;
		const obeyed = obey(asked.command);
		// Whatever is asked is asked before anything is waited for.
		this.#granted = [];
		this.#unused = [];
		await obeyed;
	}

	#refuse(asked: Asked, refusal: ApprovalRefusal, person?: Person, proof?: Proof): void {
		const named = person && {approver: {id: person.id, name: person.name}};
		const facts = factsOf(asked, {refusal, ...named, ...(proof && {proof})});
		this.#parts.events.record('approval-refused', asked.cashier, facts);
	}
}

function factsOf({operation, needs, saleId, line, goods}: Asked, said: Partial<Approval>): EventFacts {
	const amountGrosze = 'amountGrosze' in operation ? operation.amountGrosze : undefined;
	const percentHundredths = 'percentHundredths' in operation ? operation.percentHundredths : undefined;
	return {
		...(saleId !== undefined && {saleId}),
		...(goods && {goods}),
		...(amountGrosze !== undefined && {amountGrosze: grosze(amountGrosze)}),
		approval: {
			operation: operation.of,
			cause: needs.cause,
			...said,
			...(percentHundredths !== undefined && {percentHundredths}),
			...(line !== undefined && {line}),
		},
	};
}

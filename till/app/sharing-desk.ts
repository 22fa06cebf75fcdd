/**
 * The sharing desk: a basket that is put aside here is put on the server, and one of another till is taken up (decision 42).
 * What follows from what is in `till/domain/basket-share.ts`; here it is kept on disk and carried out.
 *
 *   what the server said ──► stepShare ──► journal of the basket ──► the share on disk ──► the counter, the cashier
 *
 * One thing is asked at a time; a cashier's wish is the next. Nothing is asked without a link, and after a silence nothing
 * before the link is back or a while has passed. No list is read but when somebody looks at it.
 */
import {assert, unreachable} from '../domain/assert.ts';
import {errandOf, type Share, type ShareEffect, stepShare} from '../domain/basket-share.ts';
import type {Clock} from '../domain/clock.ts';
import {isCounterFree} from '../domain/sale.ts';
import type {ListedBasket} from '../domain/shared-basket.ts';
import type {Link} from '../sync/link.ts';
import {AskingAgain} from './asking-again.ts';
import {inBackground} from './background.ts';
import type {EventRecorder} from './event-recorder.ts';
import {type Looked, OtherBaskets} from './other-baskets.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {SaleJournal} from './sale-journal.ts';
import {type Said, ShareErrands} from './share-errands.ts';
import type {Person, Say} from './state.ts';

export interface SharingDeskParts {
	readonly till: string;
	/** What people call it. */
	readonly tillName: string;
	readonly sales: Pick<SaleDesk, 'sale' | 'parked' | 'takeUp'>;
	readonly journal: SaleJournal;
	readonly link: Pick<Link, 'status' | 'onStatus' | 'baskets'>;
	readonly events: Pick<EventRecorder, 'write'>;
	readonly clock: Clock;
	/** A name that nobody else draws. */
	readonly draw: () => string;
	readonly say: Say;
	readonly onChange: () => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

export class SharingDesk {
	readonly #parts: SharingDeskParts;
	readonly #shares = new Map<string, Share>();
	/** The server would not have them; they stay baskets of this till alone. */
	readonly #unshared = new Set<string>();
	/** The sale that a cashier waits for. */
	#wished: string | undefined;
	readonly #others: OtherBaskets;
	readonly #again: AskingAgain;
	readonly #errands: ShareErrands;
	#isWorking = false;
	#turn: Promise<unknown> = Promise.resolve();
	#stops: (() => void)[] = [];
	#wasLinked = false;
	/** Before what is in the journal was read nothing is known of any basket. */
	#isRunning = false;

	constructor(parts: SharingDeskParts) {
		this.#parts = parts;
		this.#others = new OtherBaskets(parts);
		this.#errands = new ShareErrands({...parts, parked: parts.sales.parked, baskets: parts.link.baskets});
		this.#again = new AskingAgain({clock: parts.clock, onDue: () => this.evaluate()});
	}

	/** After the sales of the journal are where they were. */
	start(): void {
		const {journal, link, sales} = this.#parts;
		for (const share of journal.shares()) {
			this.#shares.set(share.saleId, share);
			this.#hear(share.saleId, {is: sales.parked.find(share.saleId) === undefined ? 'missing' : 'found'});
		}
		this.#isRunning = true;
		this.#stops = [link.onStatus(() => this.#linkChanged())];
		this.evaluate();
	}

	stop(): void {
		this.#isRunning = false;
		for (const stop of this.#stops) stop();
		this.#again.stop();
		this.#others.stop();
	}

	get looked(): Looked {
		return this.#others.looked;
	}

	/** Baskets of other tills that may be taken up, as they were listed. */
	get others(): readonly ListedBasket[] {
		const {parked} = this.#parts.sales;
		return this.#others.all.filter(
			({basket: {saleId}}) => !this.#shares.has(saleId) && parked.find(saleId) === undefined,
		);
	}

	/** How a basket stands that lies aside here, or of which it is not known yet whether it does. */
	stateOf(saleId: string): 'own' | 'shared' | 'asking' | 'unsure' {
		const at = this.#shares.get(saleId)?.at;
		if (at === undefined || at === 'kept' || at === 'leaving') return 'own';
		if (this.#wished === saleId) return 'asking';
		const isSilent = at === 'reclaiming' && this.#again.isResting(saleId);
		return this.isLinked && !isSilent ? 'shared' : 'unsure';
	}

	get isLinked(): boolean {
		const {state} = this.#parts.link.status();
		return state === 'live' || state === 'catching-up';
	}

	/** Something was put aside or taken up, or the link is there: what is due is done. */
	evaluate(): void {
		if (this.#isWorking || !this.#isRunning) return;
		const saleId = this.#nextDue();
		if (saleId === undefined || !this.isLinked) return;
		this.#isWorking = true;
		const work = this.#inTurn(() => this.#run(saleId)).finally(() => {
			this.#isWorking = false;
			this.evaluate();
		});
		inBackground(work);
	}

	/** A cashier wants a basket that the server has to be asked for. Resolves when it is known what becomes of it. */
	async wish(saleId: string): Promise<void> {
		const {say, onChange} = this.#parts;
		this.#again.wake(saleId);
		this.#wished = saleId;
		if (!this.#shares.has(saleId)) this.#begin(saleId);
		else this.#hear(saleId, {is: 'wished'});
		if (!this.#again.isResting(saleId) && this.stateOf(saleId) === 'asking') {
			say('basket-asked', 'info');
			onChange();
			await this.#inTurn(() => this.#run(saleId));
		}
		// What is answered later is put aside here: the customer may be gone.
		if (this.#wished === saleId) this.#wished = undefined;
		onChange();
		this.evaluate();
	}

	/** Somebody answers for it: it goes on the counter, and the server is told as soon as it can be. */
	keep(saleId: string, by: Person): void {
		this.#wished = saleId;
		this.#hear(saleId, {is: 'unasked'}, by);
		this.#wished = undefined;
	}

	/** Reads what other tills put aside, and what became of this till's. */
	async look(): Promise<void> {
		const {link, onChange} = this.#parts;
		if (!this.isLinked) return this.#others.forget();
		const list = await this.#others.read();
		if (list === undefined) return;
		const listed = new Set(list.baskets.map(({share}) => share));
		const unlisted = [...this.#shares.values()].filter(({at, share}) => at === 'shared' && !listed.has(share));
		for (const {saleId, share} of unlisted) {
			await this.#inTurn(async () => {
				const state = await link.baskets.look(share);
				if (state.is !== 'unclaimed' && this.#shares.get(saleId)?.share === share) await this.#answered(saleId, state);
			});
		}
		onChange();
	}

	#linkChanged(): void {
		if (this.isLinked !== this.#wasLinked) this.#again.wakeAll();
		this.#wasLinked = this.isLinked;
		this.evaluate();
	}

	/** The sale of which the server is to be asked or told something. */
	#nextDue(): string | undefined {
		for (const {saleId, at} of this.#shares.values()) {
			if (errandOf[at] !== undefined && !this.#again.isResting(saleId)) return saleId;
		}
		const unshared = this.#parts.sales.parked.all.find(
			({
				sale: {
					basket: {saleId},
				},
			}) => !this.#shares.has(saleId) && !this.#unshared.has(saleId) && !this.#again.isResting(saleId),
		);
		return unshared?.sale.basket.saleId;
	}

	/** The intent, on disk before anything goes to the server. */
	#begin(saleId: string): void {
		const {till, draw, sales} = this.#parts;
		const isHere = sales.parked.find(saleId) !== undefined;
		const listed = this.others.find(({basket}) => basket.saleId === saleId);
		const share = isHere ? `${till}:${draw()}` : listed?.share;
		assert(share !== undefined, 'a basket that is wished for is here or was listed');
		try {
			this.#keep({saleId, share, at: isHere ? 'sharing' : 'claiming'});
		} catch (error) {
			this.#again.rest(saleId);
			this.#parts.onStoreFailure(error);
		}
	}

	async #run(saleId: string): Promise<void> {
		if (!this.#isRunning) return;
		if (!this.#shares.has(saleId)) {
			// It was taken up while it waited for its turn.
			if (this.#parts.sales.parked.find(saleId) === undefined) return;
			this.#begin(saleId);
		}
		const share = this.#shares.get(saleId);
		const errand = share && errandOf[share.at];
		if (share === undefined || errand === undefined) return;
		const said = this.isLinked ? await this.#errands.run(share, errand) : ({is: 'silence', reason: 'no link'} as const);
		if (!this.#isRunning) return;
		if ('reason' in said) this.#parts.log(`Basket ${share.share} is ${share.at}, the server: ${said.reason}`);
		if (said.is === 'refused' && share.at === 'sharing') this.#unshared.add(saleId);
		await this.#answered(saleId, said);
		if (this.#shares.get(saleId)?.at === share.at) {
			this.#again.rest(saleId);
			if (this.#wished === saleId) this.#parts.say('basket-no-answer', 'warning');
		} else {
			this.#again.answered();
		}
		this.#parts.onChange();
	}

	/** What is lost to another till is in the book before it is forgotten here. */
	async #answered(saleId: string, said: Said): Promise<void> {
		const share = this.#shares.get(saleId);
		if (share === undefined) return;
		if (stepShare(share, said.is).effects.includes('drop')) {
			await this.#note(share, said);
			// A cashier did something else with it meanwhile.
			if (this.#shares.get(saleId) !== share) return this.#answered(saleId, said);
		}
		this.#hear(saleId, said);
	}

	async #note({saleId, by}: Share, said: Said): Promise<void> {
		const {sales, events} = this.#parts;
		const facts = {saleId, ...('by' in said && {otherTill: said.by})};
		const parked = sales.parked.find(saleId);
		if (parked !== undefined) await events.write('basket-left', parked.seller, facts);
		else if (by !== undefined) await events.write('basket-taken-twice', by, facts);
	}

	/** Steps the share; a step that the disk does not take is not done, and is asked for again. */
	#hear(saleId: string, said: Said, by?: Person): void {
		const share = this.#shares.get(saleId);
		if (share === undefined) return;
		const {at, effects} = stepShare(share, said.is);
		try {
			if (effects.includes('take-in')) this.#takeIn(said);
			if (effects.includes('drop')) this.#drop(share, said);
			if (at === 'over') this.#forget(saleId);
			else if (at !== share.at) this.#keep({...share, at, ...(by && {by: {id: by.id, name: by.name}})});
		} catch (error) {
			this.#again.rest(saleId);
			return this.#parts.onStoreFailure(error);
		}
		for (const effect of effects) this.#perform(effect, saleId, said);
	}

	#perform(effect: ShareEffect, saleId: string, said: Said): void {
		switch (effect) {
			case 'take-up':
				return this.#takeUp(saleId);
			case 'tell':
				return this.#tell(said);
			case 'share':
			case 'take-in':
			case 'drop':
				// Done before the share was kept, or while it was asked.
				return;
			default:
				return unreachable(effect);
		}
	}

	#takeIn(said: Said): void {
		assert(said.is === 'ours' && said.basket !== undefined, 'a basket comes with the claim of it');
		const {basket, parkedAt, seller} = said.basket;
		this.#parts.sales.parked.takeIn({sale: {at: 'parked', basket, parkedAt}, seller});
	}

	#drop({saleId, by}: Share, said: Said): void {
		const {sales, say} = this.#parts;
		const otherTill = 'by' in said ? said.by : undefined;
		if (sales.parked.find(saleId) !== undefined) {
			sales.parked.drop(saleId);
			if (this.#wished !== saleId) say('basket-left', 'info', otherTill);
		} else if (by !== undefined) {
			say('basket-twice', 'error', otherTill);
		}
	}

	#takeUp(saleId: string): void {
		const {sales, say} = this.#parts;
		if (this.#wished === saleId && isCounterFree(sales.sale)) {
			// In place of what was said while the server was asked; what else is to be said of the basket comes after it.
			say('basket-here', 'info');
			sales.takeUp(saleId);
		} else if (sales.parked.find(saleId) !== undefined) {
			say('basket-came', 'info');
		}
	}

	#tell(said: Said): void {
		const {say} = this.#parts;
		switch (said.is) {
			case 'theirs':
				return say('basket-taken', 'warning', said.by);
			case 'unreadable':
				return say(`basket-${said.why}`, 'error');
			case 'refused':
				return say('basket-refused', 'error');
			default:
				return say('basket-gone', 'warning');
		}
	}

	#keep(share: Share): void {
		this.#parts.journal.keepShare(share);
		this.#shares.set(share.saleId, share);
	}

	#forget(saleId: string): void {
		this.#parts.journal.forgetShare(saleId);
		this.#shares.delete(saleId);
		this.#again.wake(saleId);
		this.#others.leaveOut(saleId);
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const done = this.#turn.then(work);
		// Whoever asked hears of a failure; the next in turn is not held up by it.
		this.#turn = done.catch(() => undefined);
		return done;
	}
}

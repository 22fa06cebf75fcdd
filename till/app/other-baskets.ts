/** What other tills put aside, as it was last read: while somebody looks at it, and not much longer. */
import type {Clock} from '../domain/clock.ts';
import type {BasketList, ListedBasket} from '../domain/shared-basket.ts';
import type {Link} from '../sync/link.ts';

/** `own-only`: nobody was asked. */
export type Looked = {readonly state: 'own-only' | 'asking' | 'no-answer'} | ({readonly state: 'read'} & BasketList);

export interface OtherBasketsParts {
	readonly link: Pick<Link, 'baskets'>;
	readonly clock: Clock;
	readonly onChange: () => void;
	readonly log: (sentence: string) => void;
}

/** The screen asks anew while somebody looks. */
const forgottenMs = 40_000;

export class OtherBaskets {
	readonly #parts: OtherBasketsParts;
	#looked: Looked = {state: 'own-only'};
	#cancelForgetting: (() => void) | undefined;

	constructor(parts: OtherBasketsParts) {
		this.#parts = parts;
	}

	get looked(): Looked {
		return this.#looked;
	}

	get all(): readonly ListedBasket[] {
		return this.#looked.state === 'read' ? this.#looked.baskets : [];
	}

	/** Undefined where the server did not tell. */
	async read(): Promise<BasketList | undefined> {
		const {link, clock, log} = this.#parts;
		if (this.#looked.state !== 'read') this.#show({state: 'asking'});
		const list = await link.baskets.list();
		if (!list.ok) log(`The server did not tell of baskets: ${list.fault}`);
		this.#show(list.ok ? {state: 'read', ...list.value} : {state: 'no-answer'});
		this.#cancelForgetting?.();
		this.#cancelForgetting = clock.after(forgottenMs, () => this.forget());
		return list.ok ? list.value : undefined;
	}

	forget(): void {
		this.#show({state: 'own-only'});
	}

	/** It is no longer there to be taken up. */
	leaveOut(saleId: string): void {
		const looked = this.#looked;
		if (looked.state !== 'read') return;
		const baskets = looked.baskets.filter(({basket}) => basket.saleId !== saleId);
		this.#looked = {...looked, baskets};
	}

	stop(): void {
		this.#cancelForgetting?.();
	}

	#show(looked: Looked): void {
		this.#looked = looked;
		this.#parts.onChange();
	}
}

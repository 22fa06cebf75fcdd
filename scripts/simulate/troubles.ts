/** Brings the troubles of a plan into the world, each at its moment, and mends them again. */
import type {FaultKind} from '../../till/devices/simulated/faults.ts';
import type {Route} from '../../till/domain/catalogue.ts';
import type {Sale} from '../../till/domain/sale.ts';
import type {WriteFate} from './disk.ts';
import type {CountedTrouble, Moment, Plan, Trouble} from './plan.ts';
import type {World} from './world.ts';

const takenFate: WriteFate = {outcome: 'taken'};

export class Troubles {
	readonly #world: World;
	readonly #counts = new Map<CountedTrouble, number>();
	#plan: Plan | undefined;
	/** Changes with every sale: what was to come of one that is over does not come. */
	#sale = 0;
	#writeCount = 0;
	#paid = false;
	#closing = new Set<Route>();
	#goingToLight = new Set<Route>();
	#calm = true;

	constructor(world: World) {
		this.#world = world;
		for (const route of world.routes) world.stand(route).simulator.onChange(() => this.#lookAtPower(route));
	}

	/** How often each befell a printer or the disk. */
	get counts(): ReadonlyMap<CountedTrouble, number> {
		return this.#counts;
	}

	begin(plan: Plan): void {
		this.#plan = plan;
		this.#sale += 1;
		this.#writeCount = 0;
		this.#paid = false;
		this.#closing = new Set();
		this.#calm = false;
		this.#bring('scan');
	}

	/** The customer gave the money, for the first time. */
	onPayment(): void {
		if (this.#paid) return;
		this.#paid = true;
		this.#bring('payment');
	}

	onSale(sale: Sale): void {
		if (sale.at !== 'printing' || this.#plan === undefined) return;
		for (const {slip, state} of sale.jobs) {
			if (state.at !== 'closing' || this.#closing.has(slip.route)) continue;
			this.#closing.add(slip.route);
			for (const trouble of this.#plan.troubles) {
				if (trouble.kind === 'aimed' && trouble.from === 'closing' && trouble.route === slip.route) this.#aim(trouble);
			}
		}
	}

	/** What becomes of the next write to the disk. */
	fateOfWrite(): WriteFate {
		if (this.#calm || this.#plan === undefined) return takenFate;
		this.#writeCount += 1;
		for (const trouble of this.#plan.troubles) {
			if (trouble.kind === 'till-kill-writing' && trouble.write === this.#writeCount) {
				this.#later(trouble.downMs, () => this.#world.boot());
				return {outcome: 'power-cut', kept: trouble.kept};
			}
			const isRefused =
				trouble.kind === 'disk-refusal' &&
				this.#writeCount >= trouble.write &&
				this.#writeCount < trouble.write + trouble.count;
			if (isRefused) {
				this.#count('disk-refusal');
				return {outcome: 'refused', kept: trouble.kept};
			}
		}
		return takenFate;
	}

	/** The sale is over: everything is mended, and nothing of its plan comes any more. */
	end(): void {
		this.#calm = true;
		this.#sale += 1;
		for (const route of this.#world.routes) {
			const {simulator} = this.#world.stand(route);
			for (const fault of this.#aimedAt(route))
				if (!simulator.snapshot().faults.includes(fault)) this.#count(fault.kind);
			simulator.clearFault();
			this.#goingToLight.delete(route);
			this.#light(route);
		}
		this.#plan = undefined;
	}

	#aimedAt(route: Route) {
		const troubles = this.#plan?.troubles ?? [];
		return troubles.flatMap(trouble => (trouble.kind === 'aimed' && trouble.route === route ? trouble.faults : []));
	}

	#bring(from: Moment['from']): void {
		for (const trouble of this.#plan?.troubles ?? []) {
			if (trouble.kind === 'aimed' && trouble.from === from) this.#aim(trouble);
			if ('at' in trouble && trouble.at.from === from) this.#later(trouble.at.afterMs, () => this.#befall(trouble));
		}
	}

	#aim({route, faults}: Extract<Trouble, {kind: 'aimed'}>): void {
		for (const fault of faults) this.#world.stand(route).simulator.setFault(fault);
	}

	#befall(trouble: Extract<Trouble, {at: Moment}>): void {
		switch (trouble.kind) {
			case 'lasting': {
				const {simulator} = this.#world.stand(trouble.route);
				simulator.setFault({kind: trouble.fault});
				this.#count(trouble.fault);
				return this.#later(trouble.lastsMs, () => simulator.clearFault(trouble.fault));
			}
			case 'power-cut': {
				this.#count('power-cut');
				return this.#world.stand(trouble.route).simulator.powerOff();
			}
			case 'cable-cut': {
				const stand = this.#world.stand(trouble.route);
				stand.cut();
				this.#count('cable-cut');
				return this.#later(trouble.lastsMs, () => stand.restore());
			}
			case 'till-kill': {
				if (!this.#world.isUp) return;
				this.#world.kill();
				return this.#later(trouble.downMs, async () => {
					await this.#world.boot();
					const {againAfterMs} = trouble;
					if (againAfterMs !== undefined) {
						this.#later(againAfterMs, () => this.#befall({kind: 'till-kill', at: trouble.at, downMs: trouble.downMs}));
					}
				});
			}
		}
	}

	/** Somebody sees the printer dark and puts its plug back. */
	#lookAtPower(route: Route): void {
		if (this.#calm || this.#goingToLight.has(route) || this.#world.stand(route).simulator.snapshot().power) return;
		this.#goingToLight.add(route);
		this.#later(this.#plan?.darkMs ?? 0, () => {
			this.#goingToLight.delete(route);
			this.#light(route);
		});
	}

	#light(route: Route): void {
		const stand = this.#world.stand(route);
		stand.simulator.powerOn();
		stand.restore();
	}

	#later(delayMs: number, task: () => unknown): void {
		const sale = this.#sale;
		this.#world.clock.after(delayMs, () => {
			if (sale === this.#sale) void task();
		});
	}

	#count(kind: CountedTrouble | FaultKind): void {
		this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
	}
}

/** The hands of a cashier on the till's screen. */
import type {Locator, Page} from 'playwright-core';

export class CashierAtScreen {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	at(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	async touch(testId: string): Promise<void> {
		await this.at(testId).click();
	}

	/** Touches until what should follow is seen: a key that comes under the finger rests for a moment. */
	async touchUntil(testId: string, seen: string | Locator): Promise<void> {
		const goal = typeof seen === 'string' ? this.at(seen) : seen;
		const endMs = Date.now() + 20_000;
		while (!(await goal.isVisible())) {
			if (Date.now() > endMs) throw new Error(`After touching ${testId}, ${String(seen)} is not seen`);
			const key = this.at(testId);
			if ((await key.count()) > 0 && (await key.isEnabled())) await key.click({timeout: 2000}).catch(refusedClick);
			await goal.waitFor({state: 'visible', timeout: 700}).catch(notYet);
		}
	}

	async type(digits: string): Promise<void> {
		for (const digit of digits) await this.touch(`digit-${digit}`);
	}

	async logIn(cashier: string, pin: string): Promise<void> {
		await this.touchUntil(
			`cashier-${cashier}`,
			this.page.locator(`[data-testid="cashier-${cashier}"][aria-pressed="true"]`),
		);
		await this.type(pin);
		await this.touchUntil('main-key', 'total');
	}

	/** Pays what is due in cash, to the grosz, and waits for the change. */
	async payExactly(): Promise<void> {
		await this.touchUntil('main-key', 'exact');
		await this.touch('exact');
		await this.touchUntil('main-key', 'change');
	}
}

// A key that went away under the finger: the loop looks again at what is seen.
function refusedClick(): void {
	return;
}
function notYet(): void {
	return;
}

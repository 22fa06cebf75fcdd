/**
 * A day in the shop, told in a browser: what a newcomer sees after `npm start`, from the first scan to the difference
 * in the audit.
 */
import {join} from 'node:path';
import test from 'ava';
import type {Browser, Page} from 'playwright-core';
import {openSqlite} from '../../couch/store/sqlite.ts';
import {demoProducts} from '../../scripts/demo/products.ts';
import {assert} from '../../till/domain/assert.ts';
import {monthOf} from '../../till/domain/local-time.ts';
import {CashierAtScreen} from './cashier.ts';
import {findChromium, launchChromium} from './chromium.ts';
import {openShop, type ShopUnderTest} from './shop-under-test.ts';

const chromium = findChromium();
const inCi = process.env['CI'] === 'true';
const storyTimeoutMs = 240_000;
const secondMs = 1000;

if (chromium === undefined) {
	test('the story of a day in a browser', t => {
		if (inCi) return t.fail('CI has no Chromium: install the package "chromium"');
		t.log('left out: no Chromium on this machine (install one, or name it in CHROMIUM_PATH)');
		return t.pass();
	});
} else {
	test('the story of a day: two slips, a new price, a dead server, and a receipt that was altered', async t => {
		t.timeout(storyTimeoutMs);
		const shop = await openShop(line => t.log(line));
		const browser = await launchChromium(chromium);
		t.teardown(async () => {
			await browser.close();
			await shop.close();
		});
		const story = await Story.begin(shop, browser);
		await story.scanFiveGoodsOneOfThemBeer();
		const slips = await story.payCashAndSeeTwoSlips();
		t.regex(slips.main, /PARAGON FISKALNY[\s\S]*Mleko/);
		t.notRegex(slips.main, /Piwo/);
		t.regex(slips.alcohol, /PARAGON FISKALNY[\s\S]*Piwo/);
		t.notRegex(slips.alcohol, /Mleko/);

		const freshMs = await story.changeAPriceAndSeeIt();
		t.log(`a price changed on the server was on the screen after ${Math.round(freshMs)} ms`);
		t.true(freshMs < secondMs, 'a price changed on the server is on the screen within a second');

		await story.sellThreeReceiptsWithoutAServer();
		await story.bringTheServerBackAndSeeThemArrive();

		const {receipt, altered} = await story.alterAReceiptInTheTillsOwnFile();
		await story.sendThePeriodAgain();
		const difference = await story.findTheDifference(receipt);
		t.is(difference.money, 100, 'the money between the two is named');
		t.is(
			(await story.readReceipt(receipt))['dueGrosze'],
			altered - 100,
			'the original stays the one that everybody reads',
		);
		await story.findItInFauxton(difference.id);
		t.deepEqual(story.complaints, [], 'the pages had nothing to complain about');
	});
}

const goods = demoProducts();

function barcodeOf(name: RegExp): string {
	const barcode = goods.find(product => name.test(product.name) && product.unit === 'szt')?.barcodes[0];
	assert(barcode !== undefined, `the demonstration shop has ${name} with a barcode`);
	return barcode;
}

class Story {
	readonly complaints: string[] = [];
	readonly #shop: ShopUnderTest;
	readonly #till: CashierAtScreen;
	readonly #devices: Page;
	readonly #browser: Browser;
	/** The month of the receipts; a test that runs over its end is not worth a rule. */
	readonly #month = monthOf(Date.now());

	private constructor(shop: ShopUnderTest, browser: Browser, till: Page, devices: Page) {
		this.#shop = shop;
		this.#browser = browser;
		this.#till = new CashierAtScreen(till);
		this.#devices = devices;
		for (const page of [till, devices]) {
			page.on('pageerror', error => this.complaints.push(String(error)));
			page.on('console', message => {
				// The till is stopped once in the story, and its screen says so.
				const refused = message.text().includes('net::ERR_CONNECTION_REFUSED');
				if (message.type() === 'error' && !refused) this.complaints.push(message.text());
			});
		}
	}

	static async begin(shop: ShopUnderTest, browser: Browser): Promise<Story> {
		const till = await browser.newPage({viewport: {width: 1024, height: 768}});
		const devices = await browser.newPage({viewport: {width: 1280, height: 900}});
		const story = new Story(shop, browser, till, devices);
		await till.goto(shop.shop.tills[0]?.url ?? '');
		await devices.goto(shop.shop.devicesUrl);
		await story.#till.logIn('anna', '1234');
		return story;
	}

	async scanFiveGoodsOneOfThemBeer(): Promise<void> {
		const codes = [/^Mleko/, /^Masło/, /^Kawa/, /^Woda/].map(barcodeOf);
		for (const [index, code] of codes.entries()) {
			await this.#scan(code);
			await this.#till.at(`line-${index + 1}`).waitFor();
		}
		await this.#scan(barcodeOf(/^Piwo jasne/));
		await this.#till.touchUntil('age-yes', 'line-5');
	}

	async payCashAndSeeTwoSlips(): Promise<{readonly main: string; readonly alcohol: string}> {
		await this.#till.touchUntil('main-key', 'note-100');
		await this.#till.touch('note-100');
		await this.#till.touchUntil('main-key', 'change');
		for (const route of ['main', 'alcohol']) {
			await this.#till.page.locator(`[data-testid="slip-${route}"][data-state="printed"]`).waitFor();
		}
		return {main: await this.#paper('main'), alcohol: await this.#paper('alcohol')};
	}

	/** How long it took, in milliseconds. */
	async changeAPriceAndSeeIt(): Promise<number> {
		await this.#till.touchUntil('main-key', 'group-quick');
		const [code, path] = ['1001', 'catalogue/product:1001'];
		const product = (await this.#shop.ask(path)) as {readonly priceGrosze: number};
		const key = this.#till.at(`product-${code}`).first();
		const group = goods.find(each => each.code === code)?.group;
		if (!(await key.isVisible())) await this.#till.touchUntil(`group-${group}`, key);
		// Another price than before, also on a server that has been through this story.
		const [priceGrosze, shown] = product.priceGrosze === 4321 ? [1234, '12,34'] : [4321, '43,21'];
		await this.#shop.ask(path, {method: 'PUT', body: {...product, priceGrosze}});
		const beganMs = performance.now();
		await key.filter({hasText: shown}).waitFor();
		return performance.now() - beganMs;
	}

	async sellThreeReceiptsWithoutAServer(): Promise<void> {
		await this.#waitForOutbox(0);
		await this.#shop.takeServerAway();
		await this.#till.page.locator('[data-testid="link-state"][data-state="own-work"]').waitFor();
		for (const name of [/^Mleko/, /^Masło/, /^Kawa/]) {
			await this.#scan(barcodeOf(name));
			await this.#till.at('line-1').waitFor();
			await this.#till.payExactly();
			await this.#till.touchUntil('main-key', 'group-quick');
		}
		await this.#waitForOutbox(3);
	}

	async bringTheServerBackAndSeeThemArrive(): Promise<void> {
		await this.#shop.bringServerBack();
		await this.#till.page.locator('[data-testid="link-state"][data-state="live"]').waitFor();
		await this.#waitForOutbox(0);
		await this.#waitForReceipts(4);
	}

	/** Adds a złoty to the last receipt behind everybody's back; its revision stays as it was. */
	async alterAReceiptInTheTillsOwnFile(): Promise<{readonly receipt: string; readonly altered: number}> {
		const [till] = this.#shop.shop.tills;
		assert(till !== undefined, 'the shop has a till');
		// A page of the session that ends would ask the next one once a second, be turned away and load itself anew.
		await this.#till.page.goto('about:blank');
		await till.program.stop();
		const file = openSqlite(join(till.dataDir, `receipts-${this.#month}.sqlite`));
		const rows = file.all(
			"SELECT seq, doc_id, json FROM 'by-sequence' WHERE doc_id LIKE 'receipt:%' ORDER BY doc_id DESC LIMIT 1",
		);
		const [row] = rows as readonly {readonly seq: number; readonly doc_id: string; readonly json: string}[];
		assert(row !== undefined, 'the till has a receipt');
		const document = JSON.parse(row.json) as Record<string, unknown>;
		const altered = Number(document['dueGrosze']) + 100;
		file.run(
			"UPDATE 'by-sequence' SET json = ? WHERE seq = ?",
			JSON.stringify({...document, dueGrosze: altered}),
			row.seq,
		);
		await file.close();
		await till.program.start();
		return {receipt: row.doc_id, altered};
	}

	async sendThePeriodAgain(): Promise<void> {
		const {page} = this.#till;
		await page.goto(this.#shop.shop.tills[0]?.url ?? '');
		await this.#till.logIn('barbara', '2468');
		await this.#till.touchUntil('more', 'open-service');
		await this.#till.touchUntil('open-service', 'resend');
		await this.#till.touchUntil('resend', page.locator('[data-testid="resend-report"][data-state="done"]'));
	}

	/** The report, within two seconds of the resubmission. */
	async findTheDifference(receipt: string): Promise<{readonly id: string; readonly money: number}> {
		const from = encodeURIComponent(JSON.stringify(`difference:${receipt}`));
		const to = encodeURIComponent(JSON.stringify(`difference:${receipt}\uFFFF`));
		const path = `audit/_all_docs?include_docs=true&startkey=${from}&endkey=${to}`;
		const [row] = await until(2 * secondMs, async () => {
			const {rows} = (await this.#shop.ask(path)) as {
				readonly rows: readonly {readonly id: string; readonly doc: Record<string, unknown>}[];
			};
			return rows.length > 0 ? rows : undefined;
		});
		assert(row !== undefined, 'a difference is reported');
		return {id: row.id, money: moneyOf(row.doc)};
	}

	async readReceipt(receipt: string): Promise<Record<string, unknown>> {
		return (await this.#shop.ask(`receipts-${this.#month}/${encodeURIComponent(receipt)}`)) as Record<string, unknown>;
	}

	/** As the admin would: logs in and opens the report. */
	async findItInFauxton(id: string): Promise<void> {
		const {shownCouchUrl, admin} = this.#shop.shop;
		// A CouchDB built without its Fauxton has none to look into.
		if ((await fetch(`${shownCouchUrl}_utils/`)).status === 404) return;
		const page = await this.#browser.newPage({viewport: {width: 1280, height: 900}});
		await page.goto(`${shownCouchUrl}_utils/#login`);
		await page.locator('input[name="username"], input#username').first().fill(admin.name);
		await page.locator('input[type="password"]').first().fill(admin.password);
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => !globalThis.location.hash.startsWith('#login'));
		await page.goto(`${shownCouchUrl}_utils/#database/audit/${encodeURIComponent(id)}`);
		await page.getByText('difference', {exact: false}).first().waitFor();
		await page.close();
	}

	async #scan(code: string): Promise<void> {
		await this.#devices.getByTestId('code-1').fill(code);
		await this.#devices.getByTestId('scan-1').click();
	}

	async #paper(route: string): Promise<string> {
		const roll = this.#devices.getByTestId(`roll-1-${route}`);
		await roll.getByText('PARAGON FISKALNY').first().waitFor();
		return (await roll.textContent()) ?? '';
	}

	async #waitForOutbox(count: number): Promise<void> {
		const waiting = this.#till.page.locator(`[data-testid="waiting-count"][data-count="${count}"]`);
		await waiting.waitFor({state: 'attached', timeout: 60 * secondMs});
	}

	/** Waits until the server has so many receipts of this till. */
	async #waitForReceipts(wanted: number): Promise<void> {
		const till = this.#shop.shop.tills[0]?.id;
		const from = encodeURIComponent(`"receipt:${till}:"`);
		const to = encodeURIComponent(`"receipt:${till}:\uFFFF"`);
		await until(60 * secondMs, async () => {
			const {rows} = (await this.#shop.ask(`receipts-${this.#month}/_all_docs?startkey=${from}&endkey=${to}`)) as {
				rows: readonly unknown[];
			};
			return rows.length >= wanted ? true : undefined;
		});
	}
}

function moneyOf(report: Readonly<Record<string, unknown>>): number {
	const money = report['money'] as {readonly totalGrosze?: number} | undefined;
	return Math.abs(money?.totalGrosze ?? 0);
}

async function until<T>(withinMs: number, look: () => Promise<T | undefined>): Promise<T> {
	const endMs = Date.now() + withinMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() > endMs) throw new Error(`Not seen within ${withinMs / secondMs} s`);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

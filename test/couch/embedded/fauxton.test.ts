/** Fauxton, as CouchDB ships it, on the embedded server: what an admin of a shop does with it. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import anyTest, {type ExecutionContext} from 'ava';
import type {Page} from 'playwright-core';
import {wallClock} from '../../../couch/conflict-watcher/clock.ts';
import {createWatcher} from '../../../couch/conflict-watcher/watcher.ts';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';
import {provision} from '../../../couch/provision.ts';
import {connectCouch} from '../../../couch/server.ts';
import {findChromium, launchChromium} from '../../browser/chromium.ts';
import {alteredTo, Book} from '../book.ts';
import {eventually} from '../conflict-watcher/shop.ts';

const browser = findChromium();
const test = browser === undefined ? anyTest.skip : anyTest;

const now = new Date('2026-11-23T15:00:00+01:00');
const bread = {
	_id: 'product:000123',
	type: 'product',
	schema: 1,
	code: '000123',
	name: 'Chleb żytni',
	barcodes: ['5901234123457'],
	unit: 'szt',
	vat: 'C',
	priceGrosze: 499,
	group: '10',
	age18: false,
	discountable: true,
};

/** Beside other tests a browser is slow to draw so tall a page. */
const patienceMs = 60_000;

/** A provisioned shop with one good and one receipt that came twice, and its admin at a browser. */
async function openShop(t: ExecutionContext) {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	const embedded = await createEmbeddedCouch({dataDir, admin: {name: 'admin', password: 'secret'}});
	const chrome = await launchChromium(String(browser));
	t.teardown(async () => {
		await chrome.close();
		await embedded.close();
		rmSync(dataDir, {recursive: true, force: true});
	});
	const {url} = await embedded.listen({host: '127.0.0.1', port: 0});
	const couch = connectCouch({url: url.replace('http://', 'http://admin:secret@')});
	await provision({server: couch, now, users: false});
	// The editor draws only the lines that fit.
	const page = await chrome.newPage({viewport: {width: 1280, height: 5000}});
	page.setDefaultTimeout(patienceMs);
	const problems: string[] = [];
	page.on('pageerror', error => problems.push(error.message));
	page.on('console', message => message.type() === 'error' && problems.push(message.text()));
	return {url, couch, page, problems};
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/_utils/#login`);
	await page.fill('#username', 'admin');
	await page.fill('#password', 'secret');
	await page.keyboard.press('Enter');
	await page.getByText('catalogue', {exact: true}).first().waitFor();
}

test('an admin logs in to Fauxton, finds a product and changes its price', async t => {
	const {url, couch, page, problems} = await openShop(t);
	const catalogue = couch.database('catalogue');
	await catalogue.put(bread);
	await logIn(page, url);
	await page.goto(`${url}/_utils/#/database/catalogue/_all_docs`);
	await page.getByText(`"${bread._id}"`).first().waitFor();
	await page.goto(`${url}/_utils/#/database/catalogue/${encodeURIComponent(bread._id)}`);
	const saved = page.waitForResponse(answer => answer.request().method() === 'PUT');
	// What hears the mouse is the editor's layer above the text.
	await page.getByText('499', {exact: true}).first().dblclick({force: true});
	await page.keyboard.insertText('549');
	await page.getByText('549', {exact: true}).first().waitFor();
	await page.getByText('Save Changes').click();
	t.is((await saved).status(), 201);
	await page.getByText('All Documents').first().waitFor();
	t.like(await catalogue.get(bread._id), {...bread, priceGrosze: 549});
	t.deepEqual(problems, []);
});

test('an admin reads in Fauxton what a receipt said the first time and what the second', async t => {
	const {url, couch, page, problems} = await openShop(t);
	const receipts = couch.database('receipts-2026-11');
	const original = new Book('till-01').receipt();
	const watcher = createWatcher({url: couch.url, clock: {...wallClock, now: () => now}, log: line => t.log(line)});
	t.teardown(() => watcher.stop());
	await receipts.bulk([original], {newEdits: false});
	await eventually(
		() => couch.database('ledger-2026-11').get(`seen:${original._id}`),
		seen => seen !== undefined,
	);
	const resubmission = alteredTo('higher', original);
	await receipts.bulk([resubmission], {newEdits: false});
	const id = `difference:${original._id}:${resubmission._rev}`;
	await eventually(
		() => couch.database('audit').get(id),
		report => report?.['verdict'] === 'retired',
	);

	await logIn(page, url);
	await page.goto(`${url}/_utils/#/database/audit/_design/audit/_view/open-reports`);
	await page.getByText(id).first().waitFor();
	await page.goto(`${url}/_utils/#/database/audit/${encodeURIComponent(id)}`);
	for (const said of ['"dueGrosze"', '1299', '"Oszust"', '"totalGrosze"', '-300']) {
		await page.getByText(said).first().waitFor();
	}
	t.deepEqual(problems, []);
});

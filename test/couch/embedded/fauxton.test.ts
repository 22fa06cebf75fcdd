import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {chromium} from 'playwright-core';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';

const browser = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const inBrowser = existsSync(browser) ? test : test.skip;

inBrowser('an admin logs in to Fauxton, opens a document and saves it', async t => {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	const couch = await createEmbeddedCouch({dataDir, admin: {name: 'admin', password: 'secret'}});
	const chrome = await chromium.launch({executablePath: browser, args: ['--no-sandbox']});
	t.teardown(async () => {
		await chrome.close();
		await couch.close();
		rmSync(dataDir, {recursive: true, force: true});
	});
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	const headers = {authorization: `Basic ${btoa('admin:secret')}`, 'content-type': 'application/json'};
	await fetch(`${url}/shop`, {method: 'PUT', headers});
	await fetch(`${url}/shop/bread`, {method: 'PUT', headers, body: '{"price":1}'});

	const page = await chrome.newPage();
	const problems: string[] = [];
	page.on('pageerror', error => problems.push(error.message));
	page.on('console', message => message.type() === 'error' && problems.push(message.text()));
	await page.goto(`${url}/_utils/#login`);
	await page.fill('#username', 'admin');
	await page.fill('#password', 'secret');
	await page.keyboard.press('Enter');
	await page.getByText('shop', {exact: true}).first().waitFor();

	await page.goto(`${url}/_utils/#/database/shop/bread`);
	await page.getByText('"price"').first().waitFor();
	const saved = page.waitForResponse(answer => answer.request().method() === 'PUT');
	// The editor keeps its text in a hidden field; typing at the end of the first line changes the document.
	await page.locator('.ace_content').click();
	await page.keyboard.press('Control+Home');
	await page.keyboard.press('End');
	// At once: the editor takes a document half typed for a broken one and does not save it.
	await page.keyboard.insertText('"fresh": true,');
	await page.getByText('"fresh"').first().waitFor();
	await page.getByText('Save Changes').click();
	t.is((await saved).status(), 201);
	await page.getByText('All Documents').first().waitFor();
	await page.getByText('"bread"').first().waitFor();
	const stored = (await (await fetch(`${url}/shop/bread`, {headers})).json()) as object;
	t.like(stored, {price: 1, fresh: true});
	t.deepEqual(problems, []);
});

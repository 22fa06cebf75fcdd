import {renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readConfig, watchConfig} from '../../till/config-watch.ts';
import type {TillConfig} from '../../till/till-config.ts';
import {temporaryFolder} from './replica/folder.ts';
import {until} from './sync/shop.ts';

const settings = (password: string) =>
	JSON.stringify({
		id: 'anna',
		version: '1.0.0',
		dataDir: '/data',
		port: 0,
		uiDir: '/ui',
		server: {url: 'http://127.0.0.1:5984', user: 'anna', password},
		pushSeconds: 5,
	});

test('a password changed in the settings is read, one that is half written is told, and the next one is read again', async t => {
	const folder = temporaryFolder(t);
	const file = join(folder, 'till.json');
	// As an editor does it.
	const put = (text: string) => {
		writeFileSync(`${file}.new`, text);
		renameSync(`${file}.new`, file);
	};
	const heard: TillConfig[] = [];
	const sentences: string[] = [];
	writeFileSync(file, settings('old'));
	const stop = watchConfig({
		file,
		current: await readConfig(file),
		onChange: config => heard.push(config),
		log: sentence => sentences.push(sentence),
		intervalMs: 20,
	});
	t.teardown(stop);
	put(settings('new'));
	await until('it is read', () => heard.at(-1)?.server.password === 'new');
	put(settings('half').slice(0, 60));
	await until('it is told', () => sentences.length > 0);
	t.regex(sentences[0] ?? '', /cannot be used: SyntaxError/);
	put(settings('put in its place'));
	await until('it is read', () => heard.at(-1)?.server.password === 'put in its place');
	t.is(heard.length, 2);
	t.is(sentences.length, 1);
});

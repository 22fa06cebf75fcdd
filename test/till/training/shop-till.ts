/**
 * The folder of a till that sells, as its shop left it: a catalogue from the server, a book with an entry, a key. Its
 * devices and its server are traps: whoever connects to one is written down.
 */
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {openTillKey, tillKeyFile} from '../../../till/app/till-key.ts';
import type {CatalogueItem, DeviceAddress} from '../../../till/domain/catalogue.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica, ReplicatedDocument} from '../../../till/replica/replica.ts';
import type {TillConfig} from '../../../till/till-config.ts';
import {profile} from '../app/goods.ts';
import {counterCatalogue} from '../kill/goods.ts';
import {entryAfter} from '../replica/entries.ts';
import {temporaryFolder} from '../replica/folder.ts';

export interface ShopTill {
	readonly dataDir: string;
	readonly configFile: string;
	/** The till that sells has its files open, as while it runs. */
	readonly replica: Replica;
	/** Who connected to a device or to the server. */
	readonly visits: readonly string[];
	/** Every file of the folder by its name, as a digest of its bytes. */
	digests(): Readonly<Record<string, string>>;
}

type TcpAddress = Extract<DeviceAddress, {kind: 'tcp'}>;

export async function shopTill(t: ExecutionContext): Promise<ShopTill> {
	const folder = temporaryFolder(t);
	const dataDir = join(folder, 'till');
	const uiDir = join(folder, 'ui');
	mkdirSync(uiDir);
	writeFileSync(join(uiDir, 'index.html'), '<meta name="session-token" content="{{token}}">');
	const visits: string[] = [];
	const trap = (name: string) => listen(t, () => visits.push(name));
	const replica = await openReplica({dataDir, till: profile.id});
	t.teardown(() => replica.close());
	const devices: CatalogueItem = {
		kind: 'till',
		value: {
			...profile,
			printers: {
				main: {protocol: 'thermal', maker: 'novitus', address: await trap('printer 1')},
				alcohol: {protocol: 'noviapi', address: await trap('printer 2')},
			},
			scale: {protocol: 'dialog06', address: await trap('scale')},
			scanner: {protocol: 'line', address: await trap('scanner')},
		},
	};
	const documents = [...counterCatalogue, devices].map(revised);
	await replica.catalogue.apply(
		documents.map(document => ({document})),
		{since: '1', source: 'the office'},
	);
	await replica.book.append(entryAfter(replica.book.head(), {till: profile.id}));
	openTillKey(join(dataDir, tillKeyFile));
	const server = await trap('server');
	const config: TillConfig = {
		id: profile.id,
		version: '1.0.0',
		dataDir,
		port: 0,
		uiDir,
		server: {url: `http://127.0.0.1:${server.port}`, user: profile.id, password: 'nobody asks'},
		pushSeconds: 5,
	};
	const configFile = join(folder, 'till.json');
	writeFileSync(configFile, JSON.stringify(config));
	return {dataDir, configFile, replica, visits, digests: () => digestsOf(dataDir)};
}

export function revised(item: CatalogueItem): ReplicatedDocument {
	const document = catalogueDocument(item);
	const digest = createHash('md5').update(JSON.stringify(document)).digest('hex');
	return {...document, _rev: `1-${digest}`};
}

async function listen(t: ExecutionContext, onVisit: () => void): Promise<TcpAddress> {
	const server: Server = createServer(socket => {
		onVisit();
		socket.destroy();
	});
	t.teardown(() => server.close());
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The trap has no port');
	return {kind: 'tcp', host: '127.0.0.1', port: address.port};
}

function digestsOf(folder: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		readdirSync(folder)
			.sort()
			.map(name => [
				name,
				createHash('sha256')
					.update(readFileSync(join(folder, name), 'latin1'))
					.digest('hex'),
			]),
	);
}

/** The training till as it is started beside a till that sells: a real process on real files. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {Program} from '../../../scripts/shop/program.ts';
import {trainee} from '../../../till/domain/trainee.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {apples, barcodeOf, beer, milk, pinOf} from '../app/goods.ts';
import {TillScreen} from '../kill/till-screen.ts';
import {type ShopTill, shopTill} from './shop-till.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

function program(t: ExecutionContext, file: string, {configFile}: Pick<ShopTill, 'configFile'>): Program {
	const made = new Program({
		name: 'training',
		args: ['--import=tsx', join(root, file), '--config', configFile],
		ready: /^ready (\S+)/,
		onLine: (_name, line) => t.log(line),
	});
	t.teardown(() => made.kill());
	return made;
}

async function sellSomething(screen: TillScreen, cashier = '2', pin = pinOf['2'] ?? ''): Promise<void> {
	await screen.until('the login', now => now.screen.at === 'login');
	await screen.command({do: 'log-in', cashier, pin});
	await screen.until('the sale', now => now.screen.at === 'sale');
	await screen.command({do: 'scan', code: barcodeOf(milk)});
	await screen.command({do: 'scan', code: barcodeOf(beer)});
	await screen.until('the age', now => now.screen.at === 'age');
	await screen.command({do: 'answer-age', answer: 'adult'});
	await screen.until('the beer', now => now.sale.lines.length === 2);
	await screen.command({do: 'plu', plu: apples.plu ?? ''});
	await screen.until('a weight', ({screen: at}) => at.at === 'weighing' && at.reading.state === 'stable');
	await screen.command({do: 'add-weighed'});
	await screen.until('the apples', now => now.sale.lines.length === 3);
	await screen.command({do: 'total'});
	await screen.until('the payment', now => now.screen.at === 'payment');
	await screen.command({do: 'pay', tenders: [{kind: 'card', amountGrosze: screen.snapshot.sale.dueGrosze}]});
	await screen.until('both slips', now => now.screen.at === 'change');
}

test('a training sells on both printers, and nothing reaches a device, the server or a file of the till', async t => {
	t.timeout(120_000);
	const shop = await shopTill(t);
	const before = shop.digests();
	const training = program(t, 'till/training.ts', shop);
	const screen = await TillScreen.open(await training.start());
	t.true(screen.snapshot.training);
	t.is(screen.snapshot.till.id, 'training');
	await sellSomething(screen);
	const {screen: at} = screen.snapshot;
	t.deepEqual(at.at === 'change' && at.slips.map(({route, state, fiscalNumber}) => [route, state, fiscalNumber]), [
		['main', 'printed', 1],
		['alcohol', 'printed', 1],
	]);
	await training.stop();
	t.deepEqual(shop.visits, []);
	t.deepEqual(shop.digests(), before, 'byte for byte');
	const kept = readFileSync(join(`${shop.dataDir}-training`, 'catalogue.sqlite'), 'utf8');
	t.true(kept.includes(milk.name), 'goods');
	t.true(kept.includes('till:training'), 'till');
	t.false(/till:anna|novitus|nobody asks/.test(kept), 'neither the address of a printer nor a password was copied');
	t.false(existsSync(join(`${shop.dataDir}-training`, 'catalogue-copy')));
});

test('each training begins with an empty book', async t => {
	t.timeout(120_000);
	const shop = await shopTill(t);
	for (const [start, ...person] of [['first'], ['second', trainee.id, trainee.pin]] as const) {
		const training = program(t, 'till/training.ts', shop);
		const screen = await TillScreen.open(await training.start());
		await sellSomething(screen, ...person);
		t.is(screen.snapshot.sale.number, 2, `${start}: somebody logged in, and this is what came after`);
		// As a power cut would.
		await training.kill();
	}
});

test('a folder that is not a training’s is never emptied', async t => {
	t.timeout(60_000);
	const shop = await shopTill(t);
	// Another till's, by a name nobody thought about.
	const other = await openReplica({dataDir: `${shop.dataDir}-training`, till: 'zofia'});
	t.teardown(() => other.close());
	const training = program(t, 'till/training.ts', shop);
	await t.throwsAsync(training.start(), {message: /nie jest folderem szkolenia/});
	t.true(existsSync(join(`${shop.dataDir}-training`, 'state.sqlite')));
});

test('a till that sells does not sell from a training’s folder', async t => {
	t.timeout(60_000);
	const shop = await shopTill(t);
	const config = JSON.parse(readFileSync(shop.configFile, 'utf8'));
	writeFileSync(join(shop.dataDir, 'SZKOLENIE.txt'), 'x');
	writeFileSync(shop.configFile, JSON.stringify({...config, dataDir: shop.dataDir}));
	await t.throwsAsync(program(t, 'till/main.ts', shop).start(), {message: /jest folderem szkolenia/});
});

test('a till that has never seen its server has nothing to train with', async t => {
	t.timeout(60_000);
	const shop = await shopTill(t);
	const config = JSON.parse(readFileSync(shop.configFile, 'utf8'));
	writeFileSync(shop.configFile, JSON.stringify({...config, dataDir: join(dirname(shop.dataDir), 'new')}));
	await t.throwsAsync(program(t, 'till/training.ts', shop).start(), {message: /has no catalogue yet/});
	t.false(existsSync(join(dirname(shop.dataDir), 'new')), 'nor is the folder of that till made');
});

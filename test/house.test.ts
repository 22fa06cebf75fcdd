/** The house in order: what the compiler, the linter and the compose file promise, held wherever the tests run. */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
	const {status, stdout, stderr, error} = spawnSync(command, args, {cwd: root, encoding: 'utf8', env});
	return {status, words: `${stdout}${stderr}${error?.message ?? ''}`, missing: error !== undefined};
}

for (const project of ['.', 'till/domain', 'till/ui', 'couch/design-docs']) {
	test(`the types hold in ${project}`, t => {
		const {status, words} = run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', project]);
		t.is(status, 0, words);
	});
}

test('the linter and the formatter are content', t => {
	const {status, words} = run(process.execPath, [
		'node_modules/@biomejs/biome/bin/biome',
		'check',
		'--error-on-warnings',
		'.',
	]);
	t.is(status, 0, words);
});

test('the compose file brings up a CouchDB with a password, and none without', t => {
	const composer = ['docker-compose', 'docker'].find(name => !run(name, ['--version']).missing);
	if (composer === undefined) return leftOut(t, 'neither docker-compose nor docker is on this machine');
	const files = [['docker-compose.yml', 'docker-compose.override.yml'], ['docker-compose.yml']];
	const [args = [], gatewayArgs = []] = files.map(names => [
		...(composer === 'docker' ? ['compose'] : []),
		...names.flatMap(name => ['-f', name]),
		'--profile',
		names.length === 1 ? 'gateway' : 'head-office',
		'config',
	]);
	const {COUCHDB_PASSWORD: _password, ...env} = process.env;
	const open = run(composer, args, env);
	if (/is not a docker command|unknown shorthand flag/.test(open.words))
		return leftOut(t, 'this docker has no compose');
	t.not(open.status, 0, 'it refuses to start without a password');
	const closed = run(composer, args, {...env, COUCHDB_PASSWORD: 'secret'});
	t.is(closed.status, 0, closed.words);
	t.regex(closed.words, /127\.0\.0\.1:5984:5984|host_ip: 127\.0\.0\.1/);
	const gateway = run(composer, gatewayArgs, {...env, COUCHDB_PASSWORD: 'secret'});
	t.is(gateway.status, 0, gateway.words);
	t.notRegex(gateway.words, /5984:5984|host_ip/, 'behind the gateway CouchDB is not published');
});

test('packages are named without the place they came from', t => {
	t.true(existsSync(join(root, '.npmrc')));
	t.notRegex(readFileSync(join(root, 'package-lock.json'), 'utf8'), /"resolved": "https?:/);
});

/** A machine without the program that a test asks: it says so, and is no failure. */
function leftOut(t: ExecutionContext, why: string): void {
	t.log(`left out: ${why}`);
	t.pass();
}

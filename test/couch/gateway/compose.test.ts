/** What each profile of the compose file opens to the network, and that its gateway knows every name it is given. */
import {readFileSync} from 'node:fs';
import test from 'ava';

const compose = readFileSync('docker-compose.yml', 'utf8');
const singleNode = readFileSync('docker-compose.override.yml', 'utf8');

function portsOf(text: string): readonly (string | undefined)[] {
	return [...text.matchAll(/^ *- "?((?:[\d.]+:)?\d+:\d+)"?$/gm)].map(([, port]) => port);
}

test('a single node listens to its own machine only, keeps its data and says whether it is well', t => {
	t.regex(compose, /image: couchdb:3\.5$/m);
	t.deepEqual(portsOf(singleNode), ['127.0.0.1:5984:5984']);
	t.regex(compose, /couchdb-data:\/opt\/couchdb\/data/);
	t.regex(compose, /healthcheck:[^#]*\/_up/);
	t.regex(compose, /COUCHDB_PASSWORD: \$\{COUCHDB_PASSWORD:\?/);
});

test('behind the gateway only port 443 is open', t => {
	t.deepEqual(portsOf(compose), ['443:443']);
	const [, gateway = ''] = /\n {2}gateway:\n([\s\S]*?)\n\n/.exec(compose) ?? [];
	t.regex(gateway, /profiles: \[gateway\]/);
	t.deepEqual(portsOf(gateway), ['443:443']);
});

test('the gateway is given every name that its configuration asks for', t => {
	const template = readFileSync('couch/docker/nginx.conf.template', 'utf8');
	const asked = new Set([...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? ''));
	t.true(asked.size > 0);
	for (const name of asked) t.regex(compose, new RegExp(`^ {6}${name}: `, 'm'), name);
});

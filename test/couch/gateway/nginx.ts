/**
 * The shop's gateway for a test: Debian's nginx with the configuration that the container has, on a free port of this
 * machine, with a certificate made for the test.
 */
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, closeSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {connect} from 'node:tls';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {freePort} from '../../../scripts/shop/ports.ts';
import {temporaryFolder} from '../../till/replica/folder.ts';
import {makeCertificate, type SelfMade} from '../../till/sync/faults/certificate.ts';

export interface Gateway {
	readonly port: number;
	readonly url: string;
	readonly made: SelfMade;
	/** What `NODE_EXTRA_CA_CERTS` of a till names. */
	readonly certificateFile: string;
	/** Gives it a new certificate and has it read its files again; resolves when new connections get it. */
	renew(): Promise<void>;
	stop(): Promise<void>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const template = join(root, 'couch', 'docker', 'nginx.conf.template');
// Debian keeps it where only root looks.
const nginx = ['nginx', '/usr/sbin/nginx'].find(name => spawnSync(name, ['-v']).error === undefined);

/** Where there is no nginx, a test says so and is over. */
export function isNginxMissing(t: ExecutionContext): boolean {
	if (nginx !== undefined) return false;
	t.log('left out: no nginx is on this machine');
	t.pass();
	return true;
}

export async function startGateway(
	t: ExecutionContext,
	{serverUrl, ...wishes}: {readonly serverUrl: string; readonly port?: number; readonly made?: SelfMade},
): Promise<Gateway> {
	if (nginx === undefined) throw new Error('no nginx is on this machine');
	const folder = temporaryFolder(t);
	// Started by root, it works as somebody else, who has to reach the bodies it keeps there.
	chmodSync(folder, 0o755);
	const made = wishes.made ?? makeCertificate(Date.now());
	const certificateFile = join(folder, 'shop.crt');
	writeFileSync(certificateFile, made.certificate);
	writeFileSync(join(folder, 'shop.key'), made.key, {mode: 0o600});
	const port = wishes.port ?? (await freePort());
	const configurationFile = join(folder, 'nginx.conf');
	writeFileSync(
		configurationFile,
		fillIn(readFileSync(template, 'utf8'), {
			GATEWAY_LISTEN: `127.0.0.1:${port}`,
			GATEWAY_NAMES: '127.0.0.1 sklep.example',
			GATEWAY_CERTIFICATES: folder,
			GATEWAY_COUCHDB: new URL(serverUrl).host,
			GATEWAY_RESOLVER: '127.0.0.1',
			GATEWAY_RUN: folder,
		}),
	);
	const logFile = join(folder, 'log');
	// Its log is `/dev/stdout`, which can be opened anew when it is a file.
	const log = openSync(logFile, 'a');
	const running = spawn(nginx, ['-c', configurationFile, '-g', 'daemon off;'], {stdio: ['ignore', log, log]});
	closeSync(log);
	const exited = once(running, 'exit');
	const stop = async () => {
		running.kill();
		await exited;
	};
	t.teardown(stop);
	while (!(await answers(port, made.certificate))) {
		if (running.exitCode !== null) throw new Error(`nginx is gone: ${readFileSync(logFile, 'utf8')}`);
		await delay(20);
	}
	return {
		port,
		url: `https://127.0.0.1:${port}`,
		made,
		certificateFile,
		async renew() {
			const renewed = makeCertificate(Date.now());
			writeFileSync(certificateFile, renewed.certificate);
			writeFileSync(join(folder, 'shop.key'), renewed.key);
			running.kill('SIGHUP');
			while (!(await answers(port, renewed.certificate))) await delay(20);
		},
		stop,
	};
}

/** As `envsubst` does in the container: names that were given, and nothing else that begins with a dollar. */
function fillIn(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(/\$\{(GATEWAY_[A-Z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

async function answers(port: number, ca: string): Promise<boolean> {
	const socket = connect({port, host: '127.0.0.1', ca});
	try {
		await once(socket, 'secureConnect');
		return true;
	} catch (error) {
		const {code = ''} = error as NodeJS.ErrnoException;
		// Not there yet, or still with the certificate before.
		if (['ECONNREFUSED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_SIGNATURE_FAILURE'].includes(code)) return false;
		throw error;
	} finally {
		socket.destroy();
	}
}

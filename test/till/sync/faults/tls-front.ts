/**
 * TLS in front of a server, as nginx or Caddy would put it there: it takes a till's bytes in, checks them, and passes
 * them on in the clear over this machine's own loopback.
 */
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {type AddressInfo, connect, type Socket} from 'node:net';
import {join} from 'node:path';
import {createServer} from 'node:tls';
import type {ExecutionContext} from 'ava';
import {temporaryFolder} from '../../replica/folder.ts';
import {makeCertificate} from './certificate.ts';

export interface TlsFront {
	readonly port: number;
	/** What `NODE_EXTRA_CA_CERTS` of a till names. */
	readonly certificateFile: string;
	/** Connections on which a byte was found to be another than was sent. */
	readonly rejectedCount: number;
}

export async function putTlsInFront(t: ExecutionContext, serverPort: number): Promise<TlsFront> {
	const {key, certificate} = makeCertificate(Date.now());
	const certificateFile = join(temporaryFolder(t), 'shop.pem');
	writeFileSync(certificateFile, certificate);
	const open = new Set<Socket>();
	let rejectedCount = 0;
	const front = createServer({key, cert: certificate}, till => {
		const server = connect(serverPort, '127.0.0.1');
		for (const [from, to] of [
			[till, server],
			[server, till],
		] as const) {
			open.add(from);
			from.on('error', () => {
				if (from === till) rejectedCount += 1;
				to.destroy();
			});
			from.on('close', () => {
				open.delete(from);
				to.end();
			});
			from.pipe(to);
		}
	});
	front.on('tlsClientError', () => {
		rejectedCount += 1;
	});
	front.listen(0, '127.0.0.1');
	await once(front, 'listening');
	t.teardown(() => {
		for (const socket of open) socket.destroy();
		front.close();
	});
	return {
		port: (front.address() as AddressInfo).port,
		certificateFile,
		get rejectedCount() {
			return rejectedCount;
		},
	};
}

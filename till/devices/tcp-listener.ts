/** Puts a simulated device on a TCP port of this machine. */
import {createServer, type Socket} from 'node:net';
import type {DeviceEnd} from './device-end.ts';

export interface TcpListener {
	readonly port: number;
	stop(): Promise<void>;
}

export function listenTcp(
	attach: (end: DeviceEnd) => void,
	options: {readonly host?: string; readonly port: number},
): Promise<TcpListener> {
	const sockets = new Set<Socket>();
	const server = createServer({noDelay: true}, socket => {
		sockets.add(socket);
		// A till that vanishes is an event of the cable; 'close' follows and is what the device hears.
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
		attach(socketEnd(socket));
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, options.host ?? '127.0.0.1', () => {
			server.removeListener('error', reject);
			const address = server.address();
			if (address === null || typeof address === 'string') return reject(new Error('The server has no TCP port'));
			resolve({
				port: address.port,
				stop: () =>
					new Promise(stopped => {
						server.close(() => stopped());
						for (const socket of sockets) socket.destroy();
					}),
			});
		});
	});
}

function socketEnd(socket: Socket): DeviceEnd {
	return {
		write: bytes => {
			if (!socket.destroyed) socket.write(bytes);
		},
		onBytes: listener => void socket.on('data', bytes => listener(Uint8Array.from(bytes))),
		onClosed: listener => void socket.on('close', () => listener()),
		close: () => void socket.destroy(),
	};
}

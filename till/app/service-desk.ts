/** The service desk: what is done about the link by hand. */
import type {Command} from '../api/commands.ts';
import type {ServiceScreen} from '../api/snapshot.ts';
import type {Link} from '../sync/link.ts';

export class ServiceDesk {
	readonly #link: Link;
	readonly #onResend: (resend: NonNullable<ServiceScreen['resend']>) => void;
	#resending = false;

	constructor(link: Link, onResend: (resend: NonNullable<ServiceScreen['resend']>) => void) {
		this.#link = link;
		this.#onResend = onResend;
	}

	/** False for a command that is not of the service screen. */
	obey(command: Command): boolean {
		switch (command.do) {
			case 'send-now':
				this.#link.sendNow();
				return true;
			case 'retry-refused':
				this.#link.retryRefused();
				return true;
			case 'resend':
				if (this.#resending) return false;
				void this.#resend(command);
				return true;
			default:
				return false;
		}
	}

	async #resend({from, to}: Extract<Command, {do: 'resend'}>): Promise<void> {
		this.#resending = true;
		this.#onResend({state: 'running'});
		try {
			this.#onResend({state: 'done', ...(await this.#link.resend({from, to}))});
		} catch (error) {
			this.#onResend({state: 'failed', reason: error instanceof Error ? error.message : String(error)});
		} finally {
			this.#resending = false;
		}
	}
}

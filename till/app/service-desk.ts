/** The service desk: what is done by hand about the link and the till's files. */
import type {Command} from '../api/commands.ts';
import type {ServiceScreen} from '../api/snapshot.ts';
import type {Replica} from '../replica/replica.ts';
import type {Link} from '../sync/link.ts';
import type {Person} from './state.ts';

export interface ServiceDeskParts {
	readonly link: Link;
	readonly replica: Pick<Replica, 'acknowledgeDamages'>;
	readonly onResend: (resend: NonNullable<ServiceScreen['resend']>) => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

export class ServiceDesk {
	readonly #parts: ServiceDeskParts;
	#resending = false;

	constructor(parts: ServiceDeskParts) {
		this.#parts = parts;
	}

	/** False for a command that is not of the service screen, or that nobody is there for. */
	obey(command: Command, person: Person | undefined): boolean {
		const {link} = this.#parts;
		switch (command.do) {
			case 'send-now':
				link.sendNow();
				return true;
			case 'retry-refused':
				link.retryRefused();
				return true;
			case 'acknowledge-damages':
				if (person === undefined) return false;
				this.#acknowledgeDamages(person);
				return true;
			case 'resend':
				if (this.#resending) return false;
				void this.#resend(command);
				return true;
			default:
				return false;
		}
	}

	#acknowledgeDamages({name}: Person): void {
		const {replica, log, onStoreFailure} = this.#parts;
		try {
			replica.acknowledgeDamages(name);
			log(`${name} has seen what happened to the till's files.`);
		} catch (error) {
			onStoreFailure(error);
		}
	}

	async #resend({from, to}: Extract<Command, {do: 'resend'}>): Promise<void> {
		const {link, onResend} = this.#parts;
		this.#resending = true;
		onResend({state: 'running'});
		try {
			onResend({state: 'done', ...(await link.resend({from, to}))});
		} catch (error) {
			onResend({state: 'failed', reason: error instanceof Error ? error.message : String(error)});
		} finally {
			this.#resending = false;
		}
	}
}

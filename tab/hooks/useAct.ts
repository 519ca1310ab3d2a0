import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/** A call that changes something. While it is on its way a second click does nothing. */
export function useAct<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
): Omit<UseMutationResult<Data, Error, Variables>, 'mutate' | 'mutateAsync'> & {
  readonly mutate: (variables: Variables) => void;
} {
  const mutation = useMutation(options);
  const isOnItsWay = useRef(false);
  return {
    ...mutation,
    mutate: (variables) => {
      if (isOnItsWay.current) return;
      isOnItsWay.current = true;
      mutation.mutate(variables, {
        onSettled: () => {
          isOnItsWay.current = false;
        },
      });
    },
  };
}
